"""Holds the state of this Discord, and the values that it is made of."""
