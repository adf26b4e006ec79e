"""Bots in processes of their own that share one PostgreSQL."""

from __future__ import annotations

import asyncio
from pathlib import Path

from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.databases import TEST_KEY
from tests.restart.bot_process import ROOT
from tests.restart.nursery import ForkedBot

_LOOK = 0.02
_CONFIG = """\
discord:
  api_base: {playground.api_base}
  gateway_url: {playground.gateway_url}
database:
  url: {url}
encryption:
  key_file: {folder}/bot.key
privacy:
  deletions_file: {folder}/deletions.list
banks:
  folder: {banks}
health:
  enabled: false
"""


class SharingBot(ForkedBot):
    """One of several processes on a database; each has a log of its own."""

    def __init__(self, playground: Playground, folder: Path, url: str, name: str) -> None:
        super().__init__(playground, folder)
        key = folder / "bot.key"
        key.touch(mode=0o600)
        key.write_text(TEST_KEY, encoding="utf-8")
        self._log = folder / f"{name}.log"
        self._log.touch()
        self.config.write_text(
            _CONFIG.format(playground=playground, url=url, folder=folder, banks=ROOT / "question_banks"),
            encoding="utf-8",
        )

    async def stand_by(self) -> None:
        """Start it, and wait until it stands by, connected."""
        before = self.log.count("ready to take over")
        await self.begin()
        await self.says("ready to take over", times=before + 1)

    async def says(self, words: str, *, times: int = 1) -> None:
        """Wait until its log has these words so often."""
        async with asyncio.timeout(PATIENCE):
            while self.log.count(words) < times:  # noqa: ASYNC110 - a file tells nobody of changes
                await asyncio.sleep(_LOOK)
