"""What the Discord client does without a connection."""
