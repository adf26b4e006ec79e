"""Carries out commands, presses and modals, and takes the bot's responses to them."""
