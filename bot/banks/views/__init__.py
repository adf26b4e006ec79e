"""The messages about a server's banks."""
