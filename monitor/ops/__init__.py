"""What keeps a running monitor observable: logging today."""
