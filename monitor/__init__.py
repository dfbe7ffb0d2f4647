"""A watch on the world's news, grown from examples."""

__version__ = "0.1.0"
