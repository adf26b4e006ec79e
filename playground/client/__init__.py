"""Does what a person can do at a Discord client, and shows what they see there."""
