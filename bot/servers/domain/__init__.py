"""The settings of a server, their limits and the refusals about them."""
