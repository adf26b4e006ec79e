"""Forgetting a person: in the database, in Discord, and to the last word."""
