"""The whole application over the wire: what it costs and where it stores."""
