"""Storage of exports and deletions, and of what belongs to whom."""
