"""The use cases that concern the coaches of a server together: pings, daily bulletins, the figures of the server."""
