"""The bot as an operator runs it: a process of its own that can be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from playground.server import Playground
from playground.world.bell import PATIENCE

ROOT = Path(__file__).parents[2]

CONFIG = """\
discord:
  api_base: {api_base}
  gateway_url: {gateway_url}
database:
  url: sqlite:///{folder}/bot.sqlite3
encryption:
  key_file: {folder}/bot.key
privacy:
  deletions_file: {folder}/deletions.list
banks:
  folder: {banks}
health:
  enabled: false
"""


class BotProcess:
    """`python -m bot run` against a playground."""

    def __init__(self, playground: Playground, folder: Path) -> None:
        self._playground = playground
        self.database = folder / "bot.sqlite3"
        self._log = folder / "bot.core.log"
        self.config = folder / "config.yaml"
        self.config.write_text(
            CONFIG.format(
                api_base=playground.api_base,
                gateway_url=playground.gateway_url,
                folder=folder,
                banks=ROOT / "question_banks",
            ),
            encoding="utf-8",
        )
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it is connected."""
        before = len(self._playground.gateway_sent)
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                "--config",
                str(self.config),
                cwd=ROOT,
                env={**os.environ, "MOCK_TOKEN": self._playground.token},
                stdout=log,
                stderr=log,
            )
        await self._connected(since=before)

    async def kill(self) -> None:
        """SIGKILL: no chance to clean up."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)
        return await asyncio.wait_for(self._process.wait(), timeout=PATIENCE)

    async def _connected(self, *, since: int) -> None:
        """Wait until Discord has greeted it, not counting the first `since` events."""
        await self._playground.until(
            lambda: any(event.name == "READY" for event in self._playground.gateway_sent[since:]),
            what="the bot's process",
        )

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")
