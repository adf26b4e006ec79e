"""What happens to an interview, on real databases."""
