"""Knows which of PostgreSQL's sessions are those of this process."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from bot.storage.database.asynchronous import AsyncEngine


class OwnSessions:
    """The numbers of the sessions of one engine, by which PostgreSQL says who has notified others."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._numbers: set[int] = set()
        event.listen(engine.sync_engine, "connect", self._opened)
        event.listen(engine.sync_engine, "close", self._closed)

    def __contains__(self, number: int) -> bool:
        return number in self._numbers

    def _opened(self, connection: Any, record: Any) -> None:
        record.info["session"] = number = connection.driver_connection.get_server_pid()
        self._numbers.add(number)

    def _closed(self, _connection: Any, record: Any) -> None:
        self._numbers.discard(record.info.pop("session", 0))
