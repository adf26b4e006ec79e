"""The bot over the wire: the unmodified discord.py client against a Discord on loopback."""
