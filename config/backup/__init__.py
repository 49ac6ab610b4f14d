"""The whole registry in one file, and a registry made of that file, on either database."""
