"""Thirty days of a bot in an hour: what grows in it, and what its log says."""
