"""A person confirms, rejects or corrects what was proposed, and can take it back."""
