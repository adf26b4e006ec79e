"""Uses SQLAlchemy's engines and connections from coroutines.

SQLAlchemy has the same in `sqlalchemy.ext.asyncio`, which loads its mapper besides: 7 MiB of every running bot, and the
bot maps nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, TypeVarTuple, Unpack

from sqlalchemy import URL, Connection, CursorResult, Dialect, Engine, Executable, PoolProxiedConnection
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy.util import greenlet_spawn

from bot.storage.database.uninterrupted import to_the_end

Given = TypeVarTuple("Given")
Result = TypeVar("Result")
_Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class AsyncEngine:
    """An engine whose driver is asynchronous."""

    def __init__(self, sync_engine: Engine) -> None:
        self.sync_engine = sync_engine
        """Where listeners are put."""

    @property
    def dialect(self) -> Dialect:
        return self.sync_engine.dialect

    async def open_connection(self) -> AsyncConnection:
        """A connection of the pool. The caller closes it."""
        return AsyncConnection(await greenlet_spawn(self.sync_engine.connect))

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """A connection of the pool for the block. Nothing is committed."""
        connection = await self.open_connection()
        try:
            yield connection
        finally:
            await to_the_end(connection.close())

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A connection with a transaction, which is committed at the end of the block and undone after an error."""
        async with self.connect() as connection:
            transaction = await greenlet_spawn(connection.sync_connection.begin)
            yield connection
            await greenlet_spawn(transaction.commit)

    async def dispose(self) -> None:
        """Close the connections that nobody uses."""
        await greenlet_spawn(self.sync_engine.dispose)


class AsyncConnection:
    """A connection of an `AsyncEngine`; its methods are those of SQLAlchemy's `Connection`."""

    def __init__(self, sync_connection: Connection) -> None:
        self.sync_connection = sync_connection

    @property
    def dialect(self) -> Dialect:
        return self.sync_connection.dialect

    @property
    def invalidated(self) -> bool:
        return self.sync_connection.invalidated

    async def execute(self, statement: Executable, values: _Values | None = None) -> CursorResult[Any]:
        return await greenlet_spawn(self.sync_connection.execute, statement, values)

    async def scalar(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Any:
        return await greenlet_spawn(self.sync_connection.scalar, statement, values)

    async def exec_driver_sql(self, statement: str) -> CursorResult[Any]:
        return await greenlet_spawn(self.sync_connection.exec_driver_sql, statement)

    async def execution_options(self, **options: Any) -> AsyncConnection:
        """Set options of this connection, which is returned."""
        await greenlet_spawn(self.sync_connection.execution_options, **options)
        return self

    async def run_sync(self, work: Callable[[Connection, Unpack[Given]], Result], *given: *Given) -> Result:
        """What `work` returns; it gets SQLAlchemy's connection."""
        return await greenlet_spawn(work, self.sync_connection, *given)

    async def get_raw_connection(self) -> PoolProxiedConnection:
        """What SQLAlchemy's pool has lent; the driver's connection is its `driver_connection`."""
        return await greenlet_spawn(getattr, self.sync_connection, "connection")

    async def invalidate(self) -> None:
        await greenlet_spawn(self.sync_connection.invalidate)

    async def close(self) -> None:
        await greenlet_spawn(self.sync_connection.close)


def create_async_engine(
    url: URL, *, async_creator: Callable[[], Awaitable[Any]] | None = None, **options: Any
) -> AsyncEngine:
    """An engine with an asynchronous driver. `async_creator` opens a connection instead of the driver."""

    def open_one() -> Any:
        return engine.dialect.loaded_dbapi.connect(async_creator_fn=async_creator)

    if async_creator is not None:
        options["creator"] = open_one
    engine: Engine = create_sync_engine(url, **options)
    return AsyncEngine(engine)
