"""The messages of an interview."""
