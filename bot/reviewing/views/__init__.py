"""What a review looks like on messages."""
