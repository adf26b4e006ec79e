"""Reviews over the wire, as candidates and coaches see them."""
