"""Runs the bot against a Discord of its own, with a page for playing candidate and coach."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app.application import run_until
from bot.app.signals import stop_signals
from bot.cli.demo import fill_in, set_up
from bot.cli.practice_week import practise
from bot.config import BackupConfig, Config
from bot.config.addresses import sqlite_address
from bot.core.clock_moves import ClockMoves
from bot.storage.database.copying import copies_of
from playground.demo.guide import GUIDE
from playground.demo.samples import week_of_talk
from playground.server import Playground
from playground.web.chat_page import add_page


async def run_playground(config: Config, *, tell: Callable[[str], None]) -> None:
    """Run both until SIGINT or SIGTERM. `tell` gets the address of the page once it can be opened.

    The playground has a database and key of its own, beside the configured key file: its candidates are not Discord's.
    """
    folder = config.encryption.key_file.parent / "playground"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is said there is nobody else's business
    with stop_signals() as stopped:
        playground = Playground(store=folder / "discord.json")
        playground.seed_demo()
        bot = LocalBot(playground, config, folder)
        add_page(playground, guide=GUIDE, switch=bot, samples=bot.fill_in, practice=bot.practise)
        await playground.start(config.playground.host, config.playground.port)
        tell(playground.url)
        try:
            await bot.start()
            await bot.work_until(stopped)
        finally:
            await bot.stop()
            await playground.close()


class LocalBot:
    """The bot in this process, as the page stops, starts and wipes it."""

    def __init__(self, playground: Playground, config: Config, folder: Path) -> None:
        self._playground = playground
        self._config = config
        self._database = folder / "bot.sqlite3"
        self._wanted_end = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._crash: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._clock_moves = ClockMoves()
        playground.clock.observers.append(self._clock_moves)

    @property
    def running(self) -> bool:
        return self._work is not None and not self._work.done()

    async def start(self) -> None:
        """Start the bot; it connects by itself. Does nothing for one that runs."""
        if self.running:
            return
        self._wanted_end = asyncio.Event()
        config = self._here()
        await set_up(config, self._playground)
        work = run_until(self._wanted_end, config, clock=self._now, moves=self._clock_moves)
        self._work = asyncio.create_task(work, name="bot")
        self._work.add_done_callback(self._ended)

    async def stop(self) -> None:
        """Stop the bot as SIGTERM would, and return when it is gone."""
        self._wanted_end.set()
        if self._work is not None:
            await asyncio.wait({self._work})

    async def wipe(self) -> None:
        """Delete the database. The key stays: nothing that was encrypted with it is left."""
        for path in (*self._database.parent.glob(f"{self._database.name}*"), *copies_of(self._database)):
            path.unlink()

    async def fill_in(self, playground: Playground) -> None:
        """Put sample data into the playground and the bot's database. The bot must be stopped."""
        week_of_talk(playground)
        await fill_in(self._here(), playground)

    async def practise(self, playground: Playground, zone: str) -> None:
        """Have a week of practice played with the bot, which must be running; `zone` is the visitor's."""
        await practise(self._here(), playground, zone=zone)

    async def work_until(self, stopped: asyncio.Event) -> None:
        """Wait for the signal.

        Raises:
            Exception: the failure that stopped the bot.
        """
        waiting = asyncio.create_task(stopped.wait(), name="stop signal")
        ends: set[asyncio.Future[Any]] = {waiting, self._crash}
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._crash.done():
            self._crash.result()

    def _now(self) -> datetime:
        """The bot's clock is that of its Discord: both move together."""
        return datetime.fromtimestamp(self._playground.clock.now(), UTC)

    def _here(self) -> Config:
        return _pointed_at(self._playground, self._config, database=sqlite_address(self._database))

    def _ended(self, work: asyncio.Task[None]) -> None:
        failure = None if work.cancelled() else work.exception()
        if failure is not None and not self._crash.done():
            self._crash.set_exception(failure)


def _pointed_at(playground: Playground, config: Config, *, database: str) -> Config:
    discord = config.discord.model_copy(
        update={
            "token": SecretStr(playground.token),
            "api_base": playground.api_base,
            "gateway_url": playground.gateway_url,
            "message_content": False,  # the stand-in has no portal in which to switch it on
        }
    )
    encryption = config.encryption.model_copy(
        update={"keys": None, "key_file": config.encryption.key_file.parent / "playground" / "bot.key"}
    )
    return config.model_copy(
        update={
            "discord": discord,
            "health": config.health.model_copy(update={"enabled": False}),
            "encryption": encryption,
            "privacy": config.privacy.model_copy(
                update={"deletions_file": encryption.key_file.with_name("deletions.list")}
            ),
            "backup": BackupConfig(),  # they are for what people write, and this is a game
            "database": config.database.model_copy(update={"url": SecretStr(database)}),
        }
    )
