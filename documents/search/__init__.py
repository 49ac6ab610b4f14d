"""Reads what a person typed into the search box and finds the documents meant."""
