"""Members sign in by a link or QR code that an editor gives them; no password, no e-mail."""
