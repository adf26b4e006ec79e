"""Measurements: each starts bots of its own with empty databases, and yields some figures."""
