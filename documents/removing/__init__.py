"""A document that others cite gives up its text and files, and can get them back."""
