"""What an interview leaves to look back at, and to do, once it is over."""
