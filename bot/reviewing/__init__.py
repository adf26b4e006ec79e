"""Reviews: human coaches look at answers and reply."""
