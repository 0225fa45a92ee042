"""Frame in, new frame out."""
