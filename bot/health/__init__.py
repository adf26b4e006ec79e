"""Shows whoever runs the bot how it is: health and metrics over HTTP, and what systemd wants to hear."""
