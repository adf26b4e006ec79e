"""The use cases of reviews, one transaction each, with their ports."""
