"""What puts the registry onto a machine of its own (docs/van-hanh.md)."""
