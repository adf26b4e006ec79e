"""The registry of belongings: of every table and column, whose it is and what becomes of it."""
