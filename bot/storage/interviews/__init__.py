"""Storage of interviews."""
