"""The use cases of sharing an answer, deciding about it and voting for it, with their ports."""
