"""The use cases of interviews, one transaction each, with their ports."""
