"""Answers the bot's REST requests as Discord does."""
