"""Files that people hand over: what is let in, and the text read out of each kind."""
