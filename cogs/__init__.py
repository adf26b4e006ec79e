"""Discord events in, one call each, results out as messages."""
