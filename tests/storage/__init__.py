"""Tests of the storage, on a real SQLite and a real PostgreSQL."""
