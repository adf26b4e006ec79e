"""The interview machine, as values."""
