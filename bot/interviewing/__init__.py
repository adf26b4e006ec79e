"""Interviews: questions asked one by one, answered in direct messages."""
