"""The settings of a server over the wire, as an admin sees them."""
