"""Frame to Axes."""
