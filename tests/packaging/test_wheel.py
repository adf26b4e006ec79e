"""The wheel has all that the bot needs: installed into an empty environment, it runs from any folder."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
import zipfile
from pathlib import Path

import aiohttp

from tests.cli.operator import Ended, Running
from tests.packaging.installing import PIP, ROOT, clone, empty_environment, lend_dependencies, outside, tracked


def built(folder: Path) -> Path:
    """The wheel, made without any index."""
    (folder / "source").mkdir()
    clone(folder / "source")
    making = ("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "source")
    subprocess.run([*PIP, *making], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def installed(wheel: Path, folder: Path) -> Path:
    """The command `mock-interviewer` of an environment that has the wheel and the lent dependencies, nothing else."""
    python = empty_environment(folder)
    lend_dependencies(python)
    subprocess.run([*PIP, "--python", python, "install", "--no-index", "--no-deps", wheel], check=True)
    return folder / "bin" / "mock-interviewer"


class Anywhere:
    """Somebody in a folder of their own, with the installed command."""

    def __init__(self, command: Path, folder: Path) -> None:
        self._command = command
        self.folder = folder
        folder.mkdir()

    @property
    def files(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    async def starts(self, *arguments: str) -> Running:
        pipe = asyncio.subprocess.PIPE
        return Running(
            await asyncio.create_subprocess_exec(
                self._command, *arguments, cwd=self.folder, env=outside(), stdin=pipe, stdout=pipe, stderr=pipe
            )
        )

    async def types(self, *arguments: str) -> Ended:
        async with await self.starts(*arguments) as running:
            return await running.ended()


async def test_the_wheel_runs_the_bot_from_any_folder(tmp_path: Path) -> None:
    wheel = built(tmp_path)
    needed = {name for name in tracked("bot", "cogs", "playground", "question_banks") if not name.endswith(".md")}
    assert needed - set(zipfile.ZipFile(wheel).namelist()) == set(), "left out of the wheel"

    somebody = Anywhere(installed(wheel, tmp_path / "environment"), tmp_path / "anywhere")

    checked = await somebody.types("check", "--offline")
    shipped = len(list((ROOT / "question_banks").glob("*.yaml")))
    assert (checked.exit_code, checked.err) == (0, "")
    assert re.search(rf"environment/.*/question_banks: {shipped} banks, ", checked.out), checked.out

    refused = await somebody.types("banks", "new", "acme")
    assert refused.exit_code == 1
    assert "the next update writes over them. Take a copy of your own first: `cp -r " in refused.err
    assert somebody.files == set(), "nothing is written before the bot runs"

    (somebody.folder / "config.yaml").write_text("playground: {port: 0}\n", encoding="utf-8")
    async with await somebody.starts("run") as running:
        address = re.search(r"http://127\.0\.0\.1:\d+", await running.line())
        assert address is not None
        await running.logs("connected")
        async with aiohttp.ClientSession(address[0]) as browser:
            async with browser.get("/") as page:
                parts = re.findall(r'(?:src|href)="(/page/[^"]+)"', await page.text())
            assert len(parts) > 3
            for part in parts:
                async with browser.get(part) as answer:
                    assert answer.status == 200, part
        running.interrupt(signal.SIGTERM)
        assert (await running.ended()).exit_code == 0
    assert somebody.files == {"config.yaml", "data"}, "the database and the key are beside the configuration"
