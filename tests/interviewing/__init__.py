"""What interviews promise."""
