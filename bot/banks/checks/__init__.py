"""What is wrong, or doubtful, with banks that can be read: for those who write them."""
