"""One process of the bot without Discord's client, for tests of use cases."""
