"""The messages about plans and about what is due."""
