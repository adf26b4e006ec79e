"""The key, and what it opens."""
