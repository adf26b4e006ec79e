"""Copies of the database: made while the bot runs, looked through, and put back."""
