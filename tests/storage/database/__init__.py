"""The tables of the database and the way to them."""
