"""The review machine, as values."""
