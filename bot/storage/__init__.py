"""The database: SQLAlchemy on SQLite or PostgreSQL, with alembic migrations and encrypted answers."""
