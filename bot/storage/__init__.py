"""Keeps what must not be lost: SQLAlchemy on SQLite or PostgreSQL, with alembic migrations and encrypted answers."""
