"""The list of documents: what its address asks, its rows, pages and ways to narrow it down."""
