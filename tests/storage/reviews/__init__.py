"""Reviews and what is around them, as they are stored."""
