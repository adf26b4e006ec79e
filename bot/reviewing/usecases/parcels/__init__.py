"""Parcels of reviews: put, loaded, sent, and what their results mean."""
