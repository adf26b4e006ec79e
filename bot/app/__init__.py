"""Composition: which use case works with what, and the life of the application."""
