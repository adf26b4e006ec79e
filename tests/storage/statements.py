"""Listens to what is sent to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from bot.storage.storage import Storage


@contextmanager
def statements(storage: Storage) -> Iterator[list[str]]:
    """The statements sent during the block, without those that only begin the transaction."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(storage.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(storage.engine.sync_engine, "before_cursor_execute", note)
