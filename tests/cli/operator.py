"""The operator at a terminal: a folder of their own, commands, and what these print."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from typer.testing import CliRunner

from bot.cli.commands import app
from playground.world.bell import PATIENCE

ROOT = Path(__file__).parents[2]


def clean_environment(**variables: str) -> dict[str, str]:
    """This process's environment without settings of the bot's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MOCK_")}
    return {**inherited, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100", **variables}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    exit_code: int
    out: str
    err: str

    @property
    def error_lines(self) -> list[str]:
        return self.err.splitlines()


class Operator:
    """Types commands in a folder with one question bank. The environment holds no setting of the bot's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "question_banks").mkdir()
        bank = (ROOT / "question_banks" / "stripe.yaml").read_bytes()
        (folder / "question_banks" / "stripe.yaml").write_bytes(bank)

    def writes_config(self, text: str) -> Path:
        path = self.folder / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def writes_bank(self, slug: str, *, title: str) -> Path:
        """One more question bank; stored as editors do, so that it is never seen half."""
        text = (ROOT / "question_banks" / "stripe.yaml").read_text(encoding="utf-8")
        draft = self.folder / f"{slug}.draft"
        draft.write_text(text.replace("title: Stripe", f"title: {title}", 1), encoding="utf-8")
        return draft.replace(self.folder / "question_banks" / f"{slug}.yaml")

    def types(self, *arguments: str, **variables: str) -> Ended:
        """Run a command in this process, in the operator's folder."""
        unset = {name: None for name in os.environ if name.startswith("MOCK_")}
        result = CliRunner().invoke(app, list(arguments), env={**unset, "NO_COLOR": "1", "COLUMNS": "100", **variables})
        return Ended(exit_code=result.exit_code, out=result.stdout, err=result.stderr)

    async def starts(self, *arguments: str, **variables: str) -> Running:
        """Start a command as a process of its own."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=clean_environment(**variables),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        return Running(process)

    async def waits_for(self, *arguments: str, **variables: str) -> Ended:
        """Start a command as a process of its own and wait for its end."""
        async with await self.starts(*arguments, **variables) as running:
            return await running.ended()


class Running:
    """A process that is killed at the end of the block, if it still runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()

    async def reads(self, content: bytes) -> None:
        """Give it all of its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(content)
        await self._process.stdin.drain()
        self._process.stdin.close()

    async def line(self) -> str:
        """The next line of its output."""
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            return (await self._process.stdout.readline()).decode().rstrip("\n")

    async def logs(self, words: str) -> str:
        """The next line of its log that holds these words."""
        assert self._process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while words not in (line := (await self._process.stderr.readline()).decode()):
                assert line, f"ended without {words!r}"
        return line

    def interrupt(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self) -> Ended:
        async with asyncio.timeout(PATIENCE):
            out, err = await self._process.communicate()
        assert self._process.returncode is not None
        return Ended(exit_code=self._process.returncode, out=out.decode(), err=err.decode())
