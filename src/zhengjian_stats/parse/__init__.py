"""From cleaned text to records with spans."""
