"""The playground on its own, before an unmodified discord.py client."""
