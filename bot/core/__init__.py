"""Shared by every room: ids, values, refusals, locks, logs."""
