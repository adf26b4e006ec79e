"""Describes what exists, in Discord's JSON."""
