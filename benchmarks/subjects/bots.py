"""Starts a bot to be measured: that of a checkout, or the echo bot."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from benchmarks.stand_in.server import StandIn
from benchmarks.subjects.checkout import ROOT, Checkout
from benchmarks.subjects.databases import Database, sqlite
from benchmarks.subjects.process import Measured, started

UNPACED: Final = 100_000
"""Requests a second: more than any bot makes."""
_LAUNCH: Final = ROOT / "benchmarks" / "launch.py"
_ECHO_BOT: Final = ROOT / "benchmarks" / "echo_bot.py"
_CONFIG: Final = """\
discord:
  api_base: {api_base}
  gateway_url: {gateway_url}{pace}
encryption:
  key_file: {folder}/key
banks:
  folder: {banks}
logging:
  level: warning
"""


@asynccontextmanager
async def bot(
    checkout: Checkout, database: Database, folder: Path, *, paced: bool = False, journal: Path | None = None
) -> AsyncIterator[Measured]:
    """The bot of a checkout with its files in `folder`; its own pacing is taken away unless it is `paced`.

    With a `journal`, what it does with SQLite is written there.
    """
    by_config = checkout.pace_can_be_set and not paced
    async with StandIn() as discord:
        config = folder / "config.yaml"
        config.write_text(
            _CONFIG.format(
                api_base=discord.api_base,
                gateway_url=discord.gateway_url,
                pace=f"\n  requests_per_second: {UNPACED}" if by_config else "",
                folder=folder,
                banks=checkout.folder / "question_banks",
            ),
            encoding="utf-8",
        )
        command = [
            str(checkout.python),
            "-P",  # what lies beside the script is none of the bot's modules
            str(_LAUNCH),
            *(["--unpaced"] if not (paced or by_config) else []),
            *(["--journal", str(journal)] if journal is not None else []),
            *("run", "--config", str(config)),
        ]
        environment = {"MOCK_TOKEN": "token", "MOCK_DATABASE_URL": database.url, "PYTHONPATH": str(checkout.folder)}
        async with started(
            command, discord=discord, folder=checkout.folder, log=folder / "log", environment=environment
        ) as measured:
            yield measured


@asynccontextmanager
async def bot_on_sqlite(checkout: Checkout, *, paced: bool = False) -> AsyncIterator[tuple[Measured, Path]]:
    """A `bot` with a new SQLite database, and that database's file."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        file = folder / "bot.sqlite3"
        async with bot(checkout, sqlite(file), folder, paced=paced) as measured:
            yield measured, file


@asynccontextmanager
async def echo_bot() -> AsyncIterator[Measured]:
    """The echo bot, in the Python of this process."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        async with StandIn() as discord:
            command = [sys.executable, "-P", str(_ECHO_BOT), discord.api_base, discord.gateway_url]
            async with started(command, discord=discord, folder=folder, log=folder / "log", environment={}) as measured:
                yield measured
