"""Bytes to pages of text: one module a kind of file, and the registry that finds it."""
