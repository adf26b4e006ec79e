"""The commands, buttons and forms of reports and mutes."""
