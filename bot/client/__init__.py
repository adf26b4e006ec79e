"""The Discord client and what it carries for those who answer Discord's events."""
