"""The use cases on real databases, with a Discord that a test can bend."""
