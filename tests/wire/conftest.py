"""A running bot before a running playground, and candidates who may use it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app.application import run_until
from bot.app.wiring import now
from bot.config import Config
from bot.config.model import BanksConfig, DatabaseConfig, DiscordConfig, EncryptionConfig, HealthConfig, PrivacyConfig
from bot.core.transactions import Clock
from bot.core.waits import Waits
from playground.gateway.intents import Intent
from playground.interactions.interactions import FIRST_RESPONSE
from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.databases import place_migrated_file
from tests.haste import let_discord_wait, waits_before
from tests.openapi import judge
from tests.wire.journey import Journey
from tests.wire.practice import Practice

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def playground(request: pytest.FixtureRequest) -> AsyncIterator[Playground]:
    """A Discord of its own for each test. What the bot asked of it must be valid under Discord's own description."""
    playground = Playground()
    hurried = request.node.get_closest_marker("hurried")
    if hurried is None:
        let_discord_wait(playground)
    elif hurried.args:
        let_discord_wait(playground, FIRST_RESPONSE * hurried.args[0])
    await playground.start()
    yield playground
    await playground.close()
    judge(playground.requests)


def config_for(playground: Playground, folder: Path, *, banks: Path = ROOT / "question_banks") -> Config:
    place_migrated_file(folder / "bot.sqlite3")
    return Config(
        discord=DiscordConfig(
            token=SecretStr(playground.token), api_base=playground.api_base, gateway_url=playground.gateway_url
        ),
        database=DatabaseConfig(url=SecretStr(f"sqlite:///{folder / 'bot.sqlite3'}")),
        encryption=EncryptionConfig(key_file=folder / "bot.key"),
        privacy=PrivacyConfig(deletions_file=folder / "deletions.list"),
        banks=BanksConfig(folder=banks),
        health=HealthConfig(enabled=False),  # a port for each test would cost more than it shows
    )


@asynccontextmanager
async def running(
    playground: Playground, config: Config, *, clock: Clock = now, waits: Waits | None = None
) -> AsyncIterator[None]:
    """The bot as `make run` starts it, until the block ends; then it shuts down as after SIGTERM."""
    stopped = asyncio.Event()
    before = len(playground.gateway_sent)
    bot = asyncio.create_task(run_until(stopped, config, clock=clock, waits=waits or waits_before(playground)))
    try:
        ready = asyncio.create_task(
            playground.until(
                lambda: any(each.name == "READY" for each in playground.gateway_sent[before:]),
                what="the bot",
            )
        )
        await asyncio.wait([ready, bot], return_when=asyncio.FIRST_COMPLETED)
        if bot.done():
            bot.result()
        await ready
        yield
    finally:
        stopped.set()
        await asyncio.wait_for(bot, timeout=PATIENCE)


@pytest.fixture
async def bot(playground: Playground, tmp_path: Path) -> AsyncIterator[None]:
    """The bot, connected."""
    async with running(playground, config_for(playground, tmp_path)):
        yield


NewCandidate = Callable[[str], Awaitable[Journey]]


@pytest.fixture
def new_candidate(playground: Playground) -> NewCandidate:
    """Makes candidates in a server where the bot is, too."""
    guild = playground.add_guild("Practice")
    general = playground.add_channel(guild, "general")

    async def make(name: str) -> Journey:
        person = playground.add_user(name)
        playground.add_member(guild, person)
        return Journey(playground=playground, person=person, dm=await person.open_dm(), general=general)

    return make


@pytest.fixture
async def candidate(new_candidate: NewCandidate, bot: None) -> Journey:  # noqa: ARG001 - the bot has to run
    """A candidate who has not begun anything yet."""
    return await new_candidate("Candice")


@pytest.fixture
async def interview(candidate: Journey) -> Journey:
    """A candidate whose first question of five has just been asked."""
    await candidate.mock()
    return candidate


@pytest.fixture
async def practice(playground: Playground, bot: None) -> Practice:  # noqa: ARG001 - the bot has to run
    """A server that is set up: two coaches, of whom Cleo is a lead."""
    made = Practice.furnish(playground)
    await made.set_up()
    made.coach("Carl")
    made.coach("Cleo", lead=True)
    return made


@pytest.fixture
async def practice_that_reads_all(playground: Playground, tmp_path: Path) -> AsyncIterator[Practice]:
    """The same server before a bot with the privileged intent for the content of all messages."""
    playground.switch_intents(Intent.MESSAGE_CONTENT)
    config = config_for(playground, tmp_path)
    reading = config.model_copy(update={"discord": config.discord.model_copy(update={"message_content": True})})
    async with running(playground, reading):
        made = Practice.furnish(playground)
        await made.set_up()
        yield made
