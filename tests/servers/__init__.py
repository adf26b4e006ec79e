"""What the settings of a server promise."""
