"""Reads what is stored of a person, and stores the export that is made of it."""
