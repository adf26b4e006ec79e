"""The messages about shared answers."""
