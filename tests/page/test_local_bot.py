"""What `make run` puts together: the page stops, starts and wipes the real bot, and nothing is lost but by wiping."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.cli.local_discord import LocalBot
from bot.config import Config
from bot.config.model import BanksConfig, EncryptionConfig
from playground.client.person import Person
from playground.demo.samples import week_of_talk
from playground.furnishing.seed import CANDIDATE, COACHES
from playground.server import Playground
from playground.web.chat_page import add_page
from playground.world.model import Json

ROOT = Path(__file__).parents[2]


class Visitor:
    """Whoever has the page open, without a browser."""

    def __init__(self, playground: Playground, session: ClientSession, bot: LocalBot) -> None:
        self.playground = playground
        self.bot = bot
        self._session = session

    async def asks(self, method: str, path: str, **body: object) -> int:
        origin = {"Origin": self.playground.url.rstrip("/")}
        async with self._session.request(
            method, f"{self.playground.url}play/{path}", json=body, headers=origin
        ) as answer:
            return answer.status

    def person(self, name: str) -> Person:
        return next(each for each in self.playground.persons.values() if each.name == name)


@pytest.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[Visitor]:
    playground = Playground()
    playground.seed_demo()
    config = Config(
        encryption=EncryptionConfig(key_file=tmp_path / "bot.key"), banks=BanksConfig(folder=ROOT / "question_banks")
    )
    folder = tmp_path / "playground"
    folder.mkdir()
    bot = LocalBot(playground, config, folder)

    async def samples(playground: Playground) -> None:
        assert not bot.running
        week_of_talk(playground)

    add_page(playground, switch=bot, samples=samples, practice=bot.practise)
    await playground.start()
    await bot.start()
    await playground.bot_ready()
    async with ClientSession() as session:
        yield Visitor(playground, session, bot)
    await bot.stop()
    await playground.close()


async def test_what_is_written_to_a_stopped_bot_is_answered_when_it_is_back(visitor: Visitor) -> None:
    candice = visitor.person(CANDIDATE)
    dm = await candice.open_dm()
    await (await candice.slash(dm, "mock", bank="stripe")).settled()

    assert await visitor.asks("PATCH", "backstage", running=False) == 200
    assert not visitor.bot.running
    assert not visitor.playground.gateway.connected
    await candice.send(dm, "I would send the same key again.")
    assert await visitor.asks("PATCH", "backstage", running=True) == 200

    await candice.wait_for(lambda message: "Your answer to question 1" in str(message["embeds"]))


async def test_starting_over_leaves_nothing_on_either_side(visitor: Visitor) -> None:
    candice = visitor.person(CANDIDATE)
    dm = await candice.open_dm()
    await (await candice.slash(dm, "mock", bank="stripe")).settled()
    await candice.send(dm, "Gone in a moment.")

    assert await visitor.asks("POST", "backstage/start-over") == 204
    await visitor.playground.bot_ready()

    again = visitor.person(CANDIDATE)
    assert again.id != candice.id
    dm = await again.open_dm()
    assert again.messages(dm) == []
    used = await (await again.slash(dm, "mock", bank="stripe")).settled()
    assert used.message is not None
    assert "Question 1 of 5" in str(used.message["embeds"])


async def test_sample_data_comes_once_and_begins_a_week_ago(visitor: Visitor) -> None:
    assert await visitor.asks("POST", "backstage/samples") == 204
    assert await visitor.asks("POST", "backstage/samples") == 204

    carl = visitor.person(COACHES[0])
    world = visitor.playground.world
    general = next(each for each in world.channels.values() if each.name == "general")
    messages = carl.messages(general.id)
    assert len(messages) == len({message["content"] for message in messages}) > 8
    days = (world.clock.now() - (int(messages[0]["id"]) >> 22) / 1000 - 1_420_070_400) / 86_400
    assert 6 < days < 9
    (thread,) = world.threads_of(general)
    assert [message["type"] for message in carl.messages(thread.id)] == [21, 0, 0, 0]
    assert visitor.bot.running


async def test_moving_the_clock_has_the_bot_do_at_once_what_is_due_by_then(visitor: Visitor) -> None:
    candice, carl = visitor.person(CANDIDATE), visitor.person(COACHES[0])
    dm = await candice.open_dm()
    await (await candice.slash(dm, "mock", bank="stripe")).settled()
    await candice.send(dm, "I would send the same key again.")
    await candice.wait_for(lambda message: "Your answer to question 1" in str(message["embeds"]))
    await (await candice.slash(dm, "flag")).settled()
    await (await candice.submit({"wish": "Is it clear?"})).settled()
    card = await carl.wait_for(lambda message: "Claim" in str(message["components"]))
    await (await carl.press(card["id"], "Claim")).answered()
    await carl.wait_for(lambda message: message["id"] == card["id"] and "Release" in str(message["components"]))

    moment = visitor.playground.clock.now() + 3 * 86_400
    assert await visitor.asks("POST", "backstage/clock", moment=moment) == 200

    def lapsed(message: Json) -> bool:
        return message["id"] == card["id"] and "Release" not in str(message["components"])

    # Much sooner than the half minute in which the bot looks anyway.
    await carl.wait_for(lapsed, timeout=15)


@pytest.mark.parametrize("moment", ["tomorrow", True, None, -1, 1e300, 10**400])
async def test_the_clock_takes_nothing_but_a_moment(visitor: Visitor, moment: object) -> None:
    before = visitor.playground.clock.moved

    assert await visitor.asks("POST", "backstage/clock", moment=moment) == 400

    assert visitor.playground.clock.moved == before


async def test_a_week_of_practice_is_played_by_commands_messages_and_forms(visitor: Visitor) -> None:
    visitor.playground.services.interactions.first_response = 60  # a busy machine takes longer than three seconds
    candice, world = visitor.person(CANDIDATE), visitor.playground.world
    dm = await candice.open_dm()
    mine = await (await candice.slash(dm, "mock", bank="python-backend")).settled()
    assert mine.message is not None
    beginning = world.clock.now()

    assert await visitor.asks("POST", "backstage/practice") == 400
    assert await visitor.asks("POST", "backstage/practice", zone="Europe/Berlin") == 204
    assert await visitor.asks("POST", "backstage/practice", zone="Europe/Berlin") == 204

    days = (world.clock.now() - beginning) / 86_400
    assert 7 <= days < 7.5
    shown = [str(message["embeds"]) for message in candice.messages(dm)]
    assert sum("Interview over" in each for each in shown) == 7
    assert sum("Your answer to question" in each for each in shown) == 15
    lengths = {len(message["content"]) for message in candice.messages(dm) if message["author"]["id"] == candice.id}
    assert max(lengths) > 5 * min(lengths)
    assert any("Much better" in each for each in shown)
    status = await (await candice.slash(dm, "status")).settled()
    assert "Python Backend · question 1 of 5" in str(status.message), "the visitor's own interview has come back"


async def test_the_answers_of_the_sample_data_are_there_to_be_reviewed(visitor: Visitor) -> None:
    visitor.playground.services.interactions.first_response = 60
    await visitor.bot.stop()
    await visitor.bot.fill_in(visitor.playground)
    await visitor.bot.start()
    await visitor.playground.bot_ready()
    carl = visitor.person(COACHES[0])
    card = await carl.wait_for(lambda message: "Claim" in str(message["components"]))

    await (await carl.press(card["id"], "Claim")).answered()  # by then the bot has read what it missed
    claimed = await carl.wait_for(
        lambda message: message["id"] == card["id"] and "Release" in str(message["components"])
    )

    assert "The answer" in str(claimed["embeds"])
    assert "withdrew" not in str(claimed["embeds"])
    sam = visitor.person("Sam Sample")
    assert len(sam.messages(await sam.open_dm())[0]["content"]) > 200
