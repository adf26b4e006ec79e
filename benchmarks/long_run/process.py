"""The process of the bot: its clock is set from here, and it is looked at from inside and outside."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks.stand_in.payloads import TIME
from benchmarks.stand_in.server import StandIn
from benchmarks.subjects.checkout import ROOT
from benchmarks.subjects.databases import Database
from benchmarks.subjects.process import Broken

_INSIDE: Final = ROOT / "benchmarks" / "long_run" / "inside.py"
_STARTS_WITHIN: Final = 120.0
_STOPS_WITHIN: Final = 60.0
_LONGEST_LINE: Final = 1 << 20
_CONFIG: Final = """\
discord:
  api_base: {api_base}
  gateway_url: {gateway_url}
  requests_per_second: 100000
encryption:
  key_file: {folder}/key
privacy:
  deletions_file: {folder}/deletions.list
banks:
  folder: {banks}
logging:
  format: json
"""


class FlyingBot:
    """A running bot whose clock flies, together with that of its Discord."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._outside = psutil.Process(process.pid)
        self._turn = asyncio.Lock()
        self._ahead = 0.0
        self.log = log

    async def move_to(self, moment: float) -> None:
        """Let it be `moment`, in seconds since 1970, for the bot and its Discord. The clock never goes back."""
        self._ahead = max(self._ahead, moment - time.time())
        await self._ask(f"move {self._ahead}")
        TIME.now = lambda: time.time() + self._ahead

    async def look(self) -> dict[str, Any]:
        """What only the process itself knows."""
        return await self._ask("look")

    @property
    def mebibytes(self) -> float:
        return self._outside.memory_info().rss / (1 << 20)

    @property
    def handles(self) -> int:
        return self._outside.num_fds()

    @property
    def cpu(self) -> float:
        times = self._outside.cpu_times()
        return times.user + times.system

    @property
    def has_ended(self) -> bool:
        return self._process.returncode is not None

    async def _ask(self, command: str) -> dict[str, Any]:
        async with self._turn:
            given, said = self._process.stdin, self._process.stdout
            if given is None or said is None:
                raise RuntimeError("the process has no pipes")
            given.write(f"{command}\n".encode())
            await given.drain()
            line = await said.readline()
        if not line:
            raise Broken(f"the bot has ended; its log is {self.log}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@asynccontextmanager
async def flying_bot(
    discord: StandIn, database: Database, folder: Path, *, cleaned_every: float
) -> AsyncIterator[FlyingBot]:
    """The bot of this checkout, connected. `cleaned_every`: the seconds between two cleanups.

    Raises:
        Broken: it does not connect.
    """
    config, log = folder / "config.yaml", folder / "log"
    config.write_text(
        _CONFIG.format(
            api_base=discord.api_base,
            gateway_url=discord.gateway_url,
            folder=folder,
            banks=ROOT / "question_banks",
        ),
        encoding="utf-8",
    )
    environment = {"MOCK_TOKEN": "token", "MOCK_DATABASE_URL": database.url, "PYTHONPATH": str(ROOT)}
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", str(_INSIDE), str(config), str(cleaned_every)),
            cwd=folder,
            env={**os.environ, **environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            limit=_LONGEST_LINE,
            start_new_session=True,  # an interrupt is for whoever draws the picture
        )
    try:
        try:
            await asyncio.wait_for(discord.gateway.greeted.wait(), _STARTS_WITHIN)
        except TimeoutError:
            raise Broken(f"the bot does not connect; its log is {log}") from None
        yield FlyingBot(process, log)
    finally:
        if process.returncode is None and process.stdin is not None:
            process.stdin.close()  # which ends it
        try:
            await asyncio.wait_for(process.wait(), _STOPS_WITHIN)
        except TimeoutError:
            process.kill()
            await process.wait()
