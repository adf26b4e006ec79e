"""What the old build had decided and not sent when it ended is sent by today's: all of it, once, where it belongs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from playground.world.model import Json
from tests.old_build.looking import delivered, is_seen, seen, until
from tests.old_build.recording import FIXTURE, OldBuild

SECOND_PAGE = "+"
"""The page of a card that not every card has."""
SAYS_NOW = {each: {"says": "Answered by", "times": 2} for each in ("a card that moved", "another card that moved")}
"""What the old build showed in other words, or in other places: an answered card has no room for its answer."""


async def test_what_waited_in_the_outbox_is_sent_and_nothing_of_it_is_lost(upgraded: OldBuild) -> None:
    old = upgraded
    await delivered(old)

    await all_is_seen(old)
    await what_was_written_meanwhile_is_heard(old)
    await all_is_gone(old)
    await those_who_come_back_find_it(old)
    await delivered(old)
    assert unsent(old) == []


async def all_is_seen(old: OldBuild) -> None:
    """Texts, buttons and files have reached their readers, as often as they should."""
    for recorded in old.told["awaited"]:
        entry = recorded | SAYS_NOW.get(recorded["what"], {})
        await until(
            lambda entry=entry: is_seen(old, entry), f"{entry}, of which there are {len(seen(old, entry))},", old
        )


async def what_was_written_meanwhile_is_heard(old: OldBuild) -> None:
    """The feedback of that time is among the texts that are awaited; this is part of an answer."""
    part = old.names["part"]
    [before] = [each for each in old.told["world"]["messages"] if each["id"] == part["panel"]]
    conversation = old.playground.world.messages[before["channel_id"]]

    def has_come_down() -> bool:
        heading = before["embeds"][0]["title"]
        panels = [each for each in conversation.values() if [embed.get("title") for embed in each.embeds] == [heading]]
        return any(int(each.id) > int(before["id"]) and each.embeds != before["embeds"] for each in panels)

    await until(has_come_down, "a panel below it that counts it", old)
    assert old.rows("SELECT number FROM parts WHERE message_id = ?", int(part["message"])) == [(1,)]


async def all_is_gone(old: OldBuild) -> None:
    """What was to be deleted is deleted; threads are put away, and have another name."""
    world = old.playground.world
    there = [each for each in old.told["doomed"] if each["message"] in world.messages.get(each["channel"], {})]
    assert there == []
    assert all(world.channels[each].thread.archived for each in old.told["archived"])
    before = {each["id"]: each["name"] for each in old.told["world"]["channels"] if each["id"] in old.told["renamed"]}
    assert before
    assert not [each for each, name in before.items() if world.channels[each].name == name]


async def those_who_come_back_find_it(old: OldBuild) -> None:
    """Feedback for candidates whose direct messages were closed; one of them after the time to keep it."""
    for name in ("away", "owed"):
        person, dm, text = (old.names[name][key] for key in ("person", "dm", "says"))
        entry: Json = {"reader": person, "channel": dm, "says": text}
        assert not seen(old, entry)
        old.person(person).dms_closed = False
        await (await old.person(person).slash(dm, "status")).answered()
        await until(lambda entry=entry: is_seen(old, entry), text, old)
    thread = old.names["owed"]["thread"]
    await until(lambda: thread not in old.playground.world.channels, "the end of an erased review", old)


def unsent(old: OldBuild) -> list[tuple[str, str]]:
    """What waited in the outbox of the old build and came to another end than it should."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript((FIXTURE / "database.sql").read_text(encoding="utf-8"))
        waited = dict(database.execute("SELECT id, effect FROM outbox WHERE state = 'waiting'").fetchall())
    assert len(waited) > 100
    ends = old.rows("SELECT id, kind, state, coalesce(reason, '') FROM outbox")
    return [
        (kind, reason)
        for number, kind, state, reason in ends
        if number in waited and state != "delivered" and not is_done(json.loads(waited[number]), reason)
    ]


def is_done(effect: Json, reason: str) -> bool:
    """What shows no message is done; there is nothing to do for the second page of a card that has one."""
    return reason == "done" or (reason == "obsolete" and effect.get("page") == SECOND_PAGE)
