"""What puts the registry onto a machine of its own: units, settings, the bundle (docs/van-hanh.md)."""
