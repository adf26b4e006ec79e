"""Reads YAML files with line numbers, safe from hostile ones."""
