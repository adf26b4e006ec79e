"""Community answers over the wire."""
