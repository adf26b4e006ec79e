"""Puts into place what the old build left behind: its database, its key, and the Discord on which its messages stand.

`fixture/` was filled by ccb840b: commit ef4f2cb has that build with `python -m tests.old_build.generate`. It is never
changed to suit a later build, nor are the stored words that the tests beside it spell out: whatever is renamed in the
code, they stay.
"""

from __future__ import annotations

import base64
import json
import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import migrating
from playground.client.person import Person
from playground.server import Playground
from playground.world.model import Json
from playground.world.store import Store
from tests.restart.hours import MovableClock

FIXTURE = Path(__file__).parent / "fixture"
KEY = "b25seSBmb3IgYSBkYXRhYmFzZSBvZiB0ZXN0cywgMjY="
"""The key of that database and of nothing else."""


@cache
def _text() -> str:
    return (FIXTURE / "discord.json").read_text(encoding="utf-8")


def recorded() -> Json:
    """The world of the old build and what is to be known of it."""
    found: Json = json.loads(_text())
    return found


def place_database(folder: Path) -> Path:
    """The database and the key file of the old build, where a bot finds them."""
    path, key = folder / "bot.sqlite3", folder / "bot.key"
    for each in (path, key):
        each.touch(mode=0o600)
    key.write_text(f"{KEY}\n", encoding="utf-8")
    with closing(sqlite3.connect(path)) as database:
        database.executescript((FIXTURE / "database.sql").read_text(encoding="utf-8"))
    return path


_UP_TO_DATE: dict[bytes, bytes] = {}
"""Databases of the old build, and what today's migrations make of each."""


async def bring_up_to_date(path: Path) -> None:
    """Migrate the database, as a bot that starts does. The same content is migrated only once: it takes seconds."""
    found = _content_of(path)
    if found not in _UP_TO_DATE:
        await migrating.upgrade(f"sqlite:///{path}")
        _UP_TO_DATE[found] = _content_of(path)
    _put(path, _UP_TO_DATE[found])


def _content_of(path: Path) -> bytes:
    return path.read_bytes()


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@dataclass(frozen=True, kw_only=True)
class OldBuild:
    """A Discord as it was when the old build ended, its database, and who did what there."""

    playground: Playground
    folder: Path
    told: Json
    log: pytest.LogCaptureFixture

    def has_not_failed(self) -> None:
        """The bot has met nothing that it did not expect."""
        failed = [each for each in self.log.get_records("call") if each.levelno >= logging.ERROR]
        assert not failed, [(each.name, each.getMessage(), each.exc_text) for each in failed]

    def refusals(self) -> int:
        """How often the bot has said no."""
        return sum(each.getMessage() == "refused" for each in self.log.get_records("call"))

    @property
    def names(self) -> dict[str, Any]:
        """Ids that a test needs by name."""
        names: dict[str, Any] = self.told["names"]
        return names

    def person(self, user: str) -> Person:
        return self.playground.persons[user]

    def called(self, name: str, server: str = "Practice") -> Person:
        """A member of a server, by names."""
        [guild] = [each for each in self.playground.world.guilds.values() if each.name == server]
        [found] = [self.person(each) for each in guild.members if self.playground.world.users[each].name == name]
        return found

    def dm(self, person: Person) -> str:
        return self.playground.world.dm_with(person.id).id

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """What stands in the database of the bot that works now."""
        with closing(sqlite3.connect(f"file:{self.folder / 'bot.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(statement, values).fetchall()

    def forget_what_waits(self) -> None:
        """As if the old build had sent everything; for tests about something else. No bot runs yet."""
        with closing(sqlite3.connect(self.folder / "bot.sqlite3")) as database, database:
            database.execute("DELETE FROM outbox WHERE state = 'waiting'")


def discord_of(told: Json, folder: Path) -> Playground:
    """A playground with the same people, places and messages, at the moment when the old build ended."""
    clock = MovableClock()
    clock.pass_hours((told["moment"] - clock.now()) / 3600)
    playground = Playground(clock=clock)
    store = folder / "world.json"
    store.write_text(json.dumps(told["world"]), encoding="utf-8")
    uploads = store.with_suffix(".files")
    uploads.mkdir()
    for name, data in told["files"].items():
        (uploads / name).write_bytes(base64.b64decode(data))
    world = playground.world
    assert Store(store).load(world), "the playground keeps its world in another form now: convert the fixture"
    for message, person in told["only_for"].items():  # the store leaves out what only one person sees
        ephemeral = world.any_message(message)
        assert ephemeral is not None
        ephemeral.only_for = person
    for user in world.users.values():
        if not user.bot:
            playground.persons[user.id] = Person(playground.services, user)
    return playground
