"""What admins see of banks, without Discord."""
