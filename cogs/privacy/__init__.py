"""The commands, buttons and forms of what is kept, exported and deleted."""
