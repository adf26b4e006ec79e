"""What people write, live or while the bot was away, in one order."""
