"""Long after a server removed the bot, nothing of it is left but what candidates have from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.app import wiring
from bot.config import Config
from bot.outbound.upkeep.cleanup import CleanupPaces
from playground.server import Playground
from playground.world.model import Json
from playground.world.permissions import Permission
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, heard, says, words
from tests.wire.practice import Practice
from tests.wire.stored import Database

ADVICE = "Begin with the result."


@dataclass(kw_only=True)
class Left:
    """A server that removes the bot after a candidate had feedback there."""

    practice: Practice
    candice: Journey
    card: Json
    config: Config
    clock: LaterClock
    database: Database

    def adds_it_again(self) -> None:
        practice = self.practice
        role = practice.playground.add_bot(practice.guild)
        practice.playground.overwrite(practice.reviews, role, allow=Permission.VIEW_CHANNEL)


@pytest.fixture
async def left(playground: Playground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Left:
    monkeypatch.setattr(wiring, "CleanupPaces", partial(CleanupPaces, after_start=0, until_known=0, between_batches=0))
    clock, config = LaterClock(), config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config, clock=clock):
        await practice.set_up()
        candice = await practice.interviewed()
        playground.add_member(playground.add_guild("Club"), candice.person)  # so that the bot can still write to her
        card = await practice.sent(candice)
        await practice.coach("Carl").send(practice.reviews.id, ADVICE, reply_to=card["id"])
        await candice.sees(says(ADVICE))
        playground.remove_bot(practice.guild)
        await candice.sees(says("I've been removed from the server"))
    return Left(practice=practice, candice=candice, card=card, config=config, clock=clock, database=Database(tmp_path))


async def test_candidates_keep_their_feedback_and_the_server_begins_as_a_new_one(left: Left) -> None:
    practice, candice = left.practice, left.candice
    left.clock.passed = timedelta(days=31)
    async with running(practice.playground, left.config, clock=left.clock):
        await left.database.finds("SELECT 1 FROM servers WHERE emptied_at IS NOT NULL AND review_channel = 0")
        await left.database.finds("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM aliases)")
        listed = (await candice.command("history")).message
        assert listed is not None
        opened = await candice.person.select(listed["id"], "Open an answer", [_first_option(listed)])
        assert ADVICE in heard(await opened.settled())
        assert "Reviews in Practice" not in await read_privacy(candice)

        left.adds_it_again()
        checked = await (await practice.admin.slash(practice.general.id, "setup check")).settled()
        assert "90 days" not in heard(checked), "its settings are gone"
        assert "This server's setup" in heard(await practice.set_up())
        other = await practice.interviewed("Anna")
        assert "Is the ending too long?" in words(await practice.sent(other))


async def test_a_server_that_adds_the_bot_again_in_time_keeps_all(left: Left) -> None:
    practice = left.practice
    left.clock.passed = timedelta(days=29)
    left.adds_it_again()
    async with running(practice.playground, left.config, clock=left.clock):
        await practice.sees_card_state(left.card, "Closed")
    left.clock.passed = timedelta(days=60)
    async with running(practice.playground, left.config, clock=left.clock):
        checked = await (await practice.admin.slash(practice.general.id, "setup check")).settled()

    assert "90 days" in heard(checked)
    await left.database.finds("SELECT 1 FROM aliases")


def _first_option(message: Json) -> str:
    menus = [item for row in message["components"] for item in row["components"] if item["type"] == 3]
    return str(menus[0]["options"][0]["value"])


async def read_privacy(asked: Journey) -> str:
    """The page that says for how long."""
    shown = (await asked.command("privacy")).message
    for _ in range(3):
        assert shown is not None
        shown = (await asked.press(shown, next(each for each in _labels(shown) if each.startswith("Next")))).message
    assert shown is not None
    return words(shown)


def _labels(message: Json) -> list[str]:
    return [item["label"] for row in message["components"] for item in row["components"] if "label" in item]
