"""What the posts of a review look like."""
