"""Writes the next migration: `python -m bot.storage.migrations "Add reviews"` compares the tables with the last one."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from bot.storage.database import migrating
from bot.storage.database.engine import create_engine, parse_url


async def write(subject: str) -> None:
    """Put a new file into `versions`. Add by hand what alembic does not see, such as check constraints."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'latest.sqlite3'}"
        await migrating.upgrade(url)
        engine = create_engine(parse_url(url))
        try:
            async with engine.connect() as connection:
                await connection.run_sync(_compare, subject)
        finally:
            await engine.dispose()


def _compare(connection: Connection, subject: str) -> None:
    config = migrating.settings()
    config.attributes["connection"] = connection
    command.revision(config, subject, autogenerate=True, rev_id=f"{int(migrating.head()) + 1:04}")


if __name__ == "__main__":
    asyncio.run(write(" ".join(sys.argv[1:])))
