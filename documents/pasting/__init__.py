"""A document entered by pasting: its citation or first page is read and fills the entry form."""
