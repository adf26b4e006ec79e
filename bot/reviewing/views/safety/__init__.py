"""The messages about reports and mutes."""
