"""Disturbs, limits and records what goes between the bot and Discord."""
