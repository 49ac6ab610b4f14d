"""What a cell takes to its meeting: new documents, what was replaced, what a bulletin cites."""
