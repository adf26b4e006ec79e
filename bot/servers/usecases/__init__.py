"""The use case of a server's settings, and the permissions of its members."""
