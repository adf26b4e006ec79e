"""Copies of the database are taken, looked through and put back."""
