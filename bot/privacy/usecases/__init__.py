"""The use cases of keeping, exporting and forgetting, with their ports."""
