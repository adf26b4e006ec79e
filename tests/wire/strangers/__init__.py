"""What strangers try over the wire, and texts made to deceive."""
