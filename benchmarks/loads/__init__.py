"""What people do while a bot is measured."""
