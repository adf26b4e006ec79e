"""Breaks something after an evening that went well, to see whether the judges find it."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from copy import deepcopy
from pathlib import Path

from playground.world.model import Message
from tests.chaos.evening import play
from tests.chaos.judges.verdict import Fault, Finding
from tests.chaos.people.scene import Scene
from tests.chaos.plan import Plan
from tests.chaos.running.databases import database_for

Breaking = Callable[[Scene, Path], AbstractContextManager[None]]
"""Breaks something of the scene or in the database's file while it is entered."""
Judge = Callable[[], Awaitable[list[Finding]]]


def break_afterwards(plan: Plan, breakings: dict[str, tuple[Breaking, set[Fault]]], folder: Path) -> None:
    """Play an evening that goes well, and break one thing after the other: the judges must find these faults."""
    found: dict[str, list[Finding]] = {}

    with database_for(folder, None) as database:

        async def meddle(scene: Scene, judge: Judge) -> None:
            for name, (breaking, _) in breakings.items():
                with breaking(scene, folder / "bot.sqlite3"):
                    found[name] = await judge()

        outcome = play(plan, folder, database, meddle=meddle)

    assert outcome.findings == (), "\n".join([*map(str, outcome.findings), *outcome.told])
    assert outcome.done == len(plan.steps), "\n".join(outcome.told)
    wrong = {
        name: found[name] for name, (_, faults) in breakings.items() if {each.fault for each in found[name]} != faults
    }
    assert wrong == {}, wrong


@contextmanager
def without(messages: dict[str, Message], gone: Message) -> Iterator[None]:
    """The message is not there during the block."""
    there = dict(messages)
    del messages[gone.id]
    yield
    messages.clear()
    messages.update(there)


@contextmanager
def twice(messages: dict[str, Message], doubled: Message) -> Iterator[None]:
    """The message is there a second time during the block."""
    copy = deepcopy(doubled)
    copy.id = str(int(max(messages, key=int)) + 1)
    messages[copy.id] = copy
    yield
    del messages[copy.id]


@contextmanager
def stored(file: Path, *statements: str) -> Iterator[None]:
    """What the statements do to the database is so during the block."""
    before = file.read_bytes()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        assert all(database.execute(each).rowcount > 0 for each in statements)
    yield
    file.write_bytes(before)
