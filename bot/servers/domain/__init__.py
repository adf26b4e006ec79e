"""What the settings of a server may be."""
