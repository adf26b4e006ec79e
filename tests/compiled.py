"""Keeps compiled SQL for all engines of a test process: each test has its own engines, but the statements are the same.

A bot compiles each statement once, too; in tests that was a tenth of the work of a test over the wire.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy import Connection, Engine, event


class _Compiled(MutableMapping[Any, Any]):
    """Finds what an engine compiled for any other one of the same kind of database."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        return self._kept[_without_engine(key)]

    def __setitem__(self, key: Any, compiled: Any) -> None:
        self._kept[_without_engine(key)] = compiled

    def __delitem__(self, key: Any) -> None:
        del self._kept[_without_engine(key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def _without_engine(key: Any) -> Any:
    """SQLAlchemy's key begins with the dialect of an engine, and each engine makes its own."""
    dialect, *rest = key
    return (type(dialect), *rest)


_COMPILED = _Compiled()


@event.listens_for(Engine, "engine_connect")
def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)
