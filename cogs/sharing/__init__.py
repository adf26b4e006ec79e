"""The commands, buttons and forms of shared answers."""
