"""Making an export of everything about a person, in the background, and sending it."""
