"""The commands and buttons with which admins manage the banks of a server."""
