"""Notebook to offline HTML page."""
