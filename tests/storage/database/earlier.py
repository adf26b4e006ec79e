"""Databases as earlier versions of the bot left them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alembic import command
from sqlalchemy import Connection, text

from bot.storage.database import migrating
from bot.storage.database.engine import create_engine, parse_url
from bot.storage.storage import Storage
from tests.builders import NOON

Statement = tuple[str, dict[str, object]]


async def in_old_database(url: str, version: str, statements: Sequence[Statement]) -> None:
    """Make the tables as they were and fill them. `{noon}` in a statement is a time, as the database writes it."""

    def migrate(connection: Connection) -> None:
        config = migrating.settings()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for each in migrating.following("0001"):
            if each <= version:
                migrating._migrate(each, connection)

    engine = create_engine(parse_url(url), for_migrations=True)
    noon = NOON.strftime("%Y-%m-%d %H:%M:%S.%f") + ("" if url.startswith("sqlite") else "+00")
    async with engine.begin() as connection:
        await connection.run_sync(migrate)
        for statement, values in statements:
            await connection.execute(text(statement.format(noon=noon)), values)
        if connection.dialect.name == "postgresql":  # where only rows without a number of their own are counted
            for table, last in (("interviews", 12), ("outbox", 9)):
                await connection.execute(text(f"SELECT setval('{table}_id_seq', {last})"))
    await engine.dispose()


async def rows(storage: Storage, statement: str) -> list[tuple[Any, ...]]:
    async with storage.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]
