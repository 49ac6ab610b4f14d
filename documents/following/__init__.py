"""What a person follows, what has come to it since they last looked, and how they are told."""
