"""What people write, live or missed, on real databases."""
