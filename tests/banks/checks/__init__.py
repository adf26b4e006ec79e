"""What is doubtful about banks that can be read."""
