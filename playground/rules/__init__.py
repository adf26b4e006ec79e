"""Checks messages, modals and commands by Discord's rules."""
