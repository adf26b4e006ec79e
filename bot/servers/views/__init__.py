"""The messages about a server's settings."""
