"""Text as Discord shows it."""
