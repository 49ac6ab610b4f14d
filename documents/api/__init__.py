"""What other systems may ask: JSON to be read, in the name of nobody or of one account."""
