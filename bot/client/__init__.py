"""The Discord client, and what cogs need to answer Discord's events."""
