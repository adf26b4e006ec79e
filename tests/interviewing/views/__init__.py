"""Messages and buttons of an interview, without Discord."""
