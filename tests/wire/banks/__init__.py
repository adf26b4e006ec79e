"""The banks of a server over the wire, as an admin sees them."""
