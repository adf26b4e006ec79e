"""Serves the chat page, and acts for the person who uses it."""
