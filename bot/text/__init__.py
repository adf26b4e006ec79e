"""The words: one folder of Fluent files a locale, and the way to look them up."""
