"""Storage of reviews, coaches and servers."""
