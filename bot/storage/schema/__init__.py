"""The tables: one schema for all features."""
