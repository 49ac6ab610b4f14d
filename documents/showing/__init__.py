"""What the page of one document shows its reader."""
