"""Guides a visitor through a demonstration, and works behind its scenes."""
