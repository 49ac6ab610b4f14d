"""The proof desk: one bulletin's text beside its citations, decided one by one or all at once."""
