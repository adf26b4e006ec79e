"""What an interview looks like on messages."""
