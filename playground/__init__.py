"""A Discord on loopback: REST, gateway, persons and a chat page. It knows nothing of the bot."""
