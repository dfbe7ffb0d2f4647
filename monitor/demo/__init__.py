"""The whole watch on a newsroom of its own: the same code, no network, no token."""
