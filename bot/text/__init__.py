"""The words that users read: a folder of Fluent files for each locale, and the way to look them up."""
