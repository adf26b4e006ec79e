"""What happens to a review, one transaction each, and what that needs from outside."""
