"""Words, buttons and their limits, without Discord."""
