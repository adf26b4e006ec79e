"""Reads questions out of Markdown and plain text, as people write lists of questions for each other."""
