"""What question banks promise."""
