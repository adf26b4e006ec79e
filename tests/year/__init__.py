"""A year of traffic: its rows, how they are stored, and what is asked of them."""
