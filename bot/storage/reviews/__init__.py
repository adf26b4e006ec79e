"""The tables of reviews, coaches and servers."""
