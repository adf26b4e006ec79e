"""What a person looks for in what the bot has written: words, buttons, files, or what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from playground.rules.components import walk
from playground.world.bell import PATIENCE
from playground.world.model import Json
from tests.old_build.recording import OldBuild
from tests.wire.journey import words

_LOOK = 0.1
WAITING = """
SELECT outbox.id, kind FROM outbox JOIN candidates ON candidates.id = candidate_id
WHERE state = 'waiting' AND (unreachable_since IS NULL OR destination NOT LIKE 'dm:%')
"""
"""Parcels for somebody who can be reached."""


async def until(holds: Callable[[], Any], what: str, old: OldBuild) -> None:
    """Wait for what nobody tells of; not any longer once the bot has failed at something."""
    await _shrunk(lambda: 0 if holds() else 1, what, old)


async def delivered(old: OldBuild) -> None:
    """Nothing waits in the outbox any more, but what waits for somebody who cannot be reached."""
    await _shrunk(lambda: len(old.rows(WAITING)), "the end of all waiting", old)


async def _shrunk(left: Callable[[], int], what: str, old: OldBuild) -> None:
    """Wait until nothing is left, as long as there is less and less."""
    fewest = left()
    while fewest:
        try:
            async with asyncio.timeout(PATIENCE):
                while (now := left()) >= fewest:
                    old.has_not_failed()
                    await asyncio.sleep(_LOOK)
        except TimeoutError:
            raise AssertionError(f"{what} did not come") from None
        fewest = now


def seen(old: OldBuild, entry: Json) -> list[Json]:
    """The bot's messages that a person sees and that look as an entry of the recording says."""
    reader = old.person(entry["reader"])
    places = _threads_of(old, entry["parent"]) if "parent" in entry else [entry["channel"]]
    by_bot = (m for place in places for m in reader.messages(place) if m["author"]["id"] == old.playground.world.bot_id)
    return [each for each in by_bot if _fits(each, entry)]


def is_seen(old: OldBuild, entry: Json) -> bool:
    found = len(seen(old, entry))
    if "more_than" in entry:
        return found > int(entry["more_than"])
    return found >= 1 if "after" in entry else found == entry.get("times", 1)


def controls(message: Json) -> list[Json]:
    """The buttons and menus of a message that can be used."""
    return [each for each in walk(message["components"]) if "custom_id" in each and not each.get("disabled")]


def _threads_of(old: OldBuild, parent: str) -> Iterable[str]:
    return [each.id for each in old.playground.world.channels.values() if each.parent_id == parent]


def _fits(message: Json, entry: Json) -> bool:
    answered = (message.get("message_reference") or {}).get("message_id")
    return (
        ("message" not in entry or message["id"] == entry["message"])
        and ("says" not in entry or entry["says"] in words(message))
        and ("replies_to" not in entry or answered == entry["replies_to"])
        and ("files" not in entry or [each["filename"] for each in message["attachments"]] == entry["files"])
        and ("after" not in entry or int(message["id"]) > int(entry["after"]))
        and (
            "control" not in entry or any(each["custom_id"].startswith(entry["control"]) for each in controls(message))
        )
    )
