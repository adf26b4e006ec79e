"""Interviews, as they are stored."""
