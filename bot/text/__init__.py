"""The words: one Fluent file a locale, and the way to look them up."""
