"""Checks of readable banks for mistakes and doubts, for those who write them."""
