"""Question banks: what they are, how they are read, where they are found."""
