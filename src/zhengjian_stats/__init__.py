"""Tidy frames and reports from folders of Chinese official bulletins."""

__version__ = "0.1.0"
