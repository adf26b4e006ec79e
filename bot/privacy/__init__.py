"""Whose words they are: what is kept, how people take it away, and how it is deleted."""
