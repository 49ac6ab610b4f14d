"""A list of documents outside the site: as a spreadsheet, as CSV, as a register on paper."""
