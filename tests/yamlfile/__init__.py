"""Files in YAML: their mistakes, and what they make of a text."""
