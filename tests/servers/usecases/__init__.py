"""What an admin sets up, on real databases."""
