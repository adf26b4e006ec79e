"""What the banks of a server look like on messages."""
