"""The commands, buttons and forms of plans and of what is due."""
