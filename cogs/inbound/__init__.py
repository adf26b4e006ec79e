"""Listeners for what people write, edit and delete."""
