"""The commands with which admins set a server up and check it."""
