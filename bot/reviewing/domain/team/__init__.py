"""What concerns the coaches of a server together: what they want to hear, and how much they have to do."""
