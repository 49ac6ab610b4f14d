"""Two records that are one document become one, and can be parted again."""
