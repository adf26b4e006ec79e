"""Keeps uploaded files, and serves them under links that expire."""
