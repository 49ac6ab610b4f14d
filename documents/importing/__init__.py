"""Lists of documents brought in from spreadsheets: read, previewed row by row, done, undone."""
