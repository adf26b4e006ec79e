"""Somebody whose interview began with the first build goes on with it today."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.database.copying import copy_before
from bot.storage.database.migrating import head
from playground.client.person import Person
from playground.server import Playground
from playground.world.model import User
from tests.databases import TEST_KEY
from tests.haste import let_discord_wait
from tests.openapi import judge
from tests.releases.stored import RELEASES, in_sqlite, left_by, place
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, heard, is_question

WAITING = """
SELECT candidate_id FROM interviews WHERE phase = 'asked' AND questions = 2 AND position = 1 AND bank_slug = 'stripe'
ORDER BY id LIMIT 1
"""


async def test_an_interview_of_the_first_build_goes_on_to_its_end(tmp_path: Path) -> None:
    place(RELEASES[0], tmp_path / "bot.sqlite3")
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as database:
        [[candidate]] = database.execute(WAITING).fetchall()
    (tmp_path / "bot.key").touch(mode=0o600)
    (tmp_path / "bot.key").write_text(TEST_KEY)
    playground = Playground()
    let_discord_wait(playground)
    await playground.start()
    try:
        cyn = known_before(playground, str(candidate), "Cyn")
        guild = playground.add_guild("Practice")
        playground.add_member(guild, cyn)
        general = playground.add_channel(guild, "general")
        async with running(playground, config_for(playground, tmp_path)):
            journey = Journey(playground=playground, person=cyn, dm=await cyn.open_dm(), general=general)
            assert "question 1 of 2" in heard(await journey.command("status")).lower()
            await journey.answer("An answer to a question of the first build.")
            await journey.command("next")
            await journey.sees(is_question(2))
            assert "question 2 of 2" in heard(await journey.command("status")).lower()
    finally:
        await playground.close()
    judge(playground.requests)
    copy = copy_before(tmp_path / "bot.sqlite3", head())
    assert in_sqlite(copy) == left_by(RELEASES[0])


def known_before(playground: Playground, user_id: str, name: str) -> Person:
    """Somebody whom the bot knew in another Discord, with the same id."""
    user = User(id=user_id, name=name)
    playground.world.users[user.id] = user
    person = playground.persons[user.id] = Person(playground.services, user)
    return person
