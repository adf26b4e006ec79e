"""Interviews over the wire, as candidates see them."""
