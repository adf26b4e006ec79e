"""Composition: builds the services and runs the application."""
