"""Databases that each earlier release has filled, and the proof that today's bot goes on with them."""
