"""Listens to what is sent to the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.storage.storage import Storage


@contextmanager
def heard(storage: Storage, note: Callable[[str, Any], None]) -> Iterator[None]:
    """Call this with each statement that is sent during the block, and with its arguments."""

    def listen(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        note(statement, parameters)

    event.listen(storage.engine.sync_engine, "before_cursor_execute", listen)
    try:
        yield
    finally:
        event.remove(storage.engine.sync_engine, "before_cursor_execute", listen)


@contextmanager
def statements(storage: Storage) -> Iterator[list[str]]:
    """The statements sent during the block, without those that only begin the transaction."""
    sent: list[str] = []

    def note(statement: str, _parameters: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    with heard(storage, note):
        yield sent
