"""What happens to a review, on real databases."""
