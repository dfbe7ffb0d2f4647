"""What keeps a running monitor observable and small: logs, meter, malloc."""
