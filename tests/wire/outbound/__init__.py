"""What the bot delivers over the wire, whatever breaks in between."""
