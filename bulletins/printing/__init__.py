"""A bulletin and its annex on paper: what stands there, as a page to print and as a Word file."""
