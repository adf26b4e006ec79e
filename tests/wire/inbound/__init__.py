"""What reaches the bot over the wire, and what does not."""
