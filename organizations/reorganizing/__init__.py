"""Bodies are renamed, end, merge and split: looked at first, done in one step, taken back."""
