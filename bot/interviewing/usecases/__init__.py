"""What happens to an interview, one transaction each, and what that needs from outside."""
