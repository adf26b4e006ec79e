"""The use cases of plans and of what is due, with their ports."""
