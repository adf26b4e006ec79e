"""The commands, buttons and forms of reviews."""
