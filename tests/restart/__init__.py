"""The bot's process is killed, and started again."""
