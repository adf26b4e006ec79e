"""What the settings of a server look like on messages."""
