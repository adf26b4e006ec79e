"""What is stored of privacy: what belongs to whom, and that nothing of it stays."""
