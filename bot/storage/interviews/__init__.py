"""The tables of interviews."""
