"""What stands in the old build's database, read without any code of the bot: words, numbers and sealed texts."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from pydantic import BaseModel

from tests.old_build.recording import KEY

Row = dict[str, Any]


class OldDatabase:
    """A copy of the file, as somebody who has its key can read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._key = Fernet(KEY)

    def rows(self, table: str) -> list[Row]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [dict(each) for each in database.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own names

    def unsealed(self, sealed: str | bytes) -> Any:
        return json.loads(self._key.decrypt(sealed))

    def words(self, table: str, column: str) -> set[str]:
        """All that stands in a column, once each."""
        return {each[column] for each in self.rows(table) if each[column] is not None}

    def effects(self) -> list[Row]:
        """The fields of all effects that were ever put into the outbox."""
        return [json.loads(each["effect"]) for each in self.rows("outbox")]

    def put_all_back(self) -> None:
        """Let everything that was ever in the outbox wait there again."""
        with closing(sqlite3.connect(self.path)) as database, database:
            database.execute(
                "UPDATE outbox SET state = 'waiting', merge_key = NULL, claimed_by = NULL, claimed_until = NULL,"
                " message_id = NULL, delivered_at = NULL, reason = NULL"
            )


def leaves(value: Any) -> Counter[str]:
    """All that is said in a value, whatever its parts are called: names of classes and fields count for nothing.

    Nor does what is left open: a later build may have another class for each thing that one class could say.
    """
    return Counter(_written(each) for each in _leaves(value) if each is not None)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Enum):
        yield value.value
    elif isinstance(value, BaseModel):
        yield from _of_all(vars(value).values())
    elif is_dataclass(value):
        yield from _of_all(getattr(value, each.name) for each in fields(value))
    elif isinstance(value, Mapping):
        yield from _of_all(value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        yield from _of_all(value)
    else:
        yield value


def _of_all(values: Iterable[Any]) -> Iterator[Any]:
    for each in values:
        yield from _leaves(each)


def _written(leaf: Any) -> str:
    return json.dumps(leaf, default=str)
