"""Measures how long it takes to import a list of ten thousand questions, and how much memory."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.figures import IMPORT_MEMORY, IMPORT_SECONDS, Figures
from benchmarks.subjects.checkout import Checkout
from benchmarks.subjects.process import Broken

ROWS: Final = 10_000

_ANSWER: Final = "One says first what one would look at, and then what one would do about it. " * 4
_LEVELS: Final = ("Beginner", "Intermediate", "Advanced")
_KILOBYTES: Final = sys.platform != "darwin"
"""What `ru_maxrss` counts in; macOS counts bytes."""


async def imported(checkout: Checkout) -> Figures:
    """The figures of one import, from the start of the process to its end.

    Raises:
        Broken: it failed, or made fewer banks than it must.
    """
    return await asyncio.to_thread(_imported, checkout)


def _imported(checkout: Checkout) -> Figures:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        (folder / "question_banks").mkdir()
        (folder / "list.csv").write_text("\n".join(_lines()), encoding="utf-8")
        command = (str(checkout.python), "-m", "bot", "banks", "import", "list.csv")
        environment = {**os.environ, "PYTHONPATH": str(checkout.folder)}
        began = time.monotonic()
        with (
            (folder / "said").open("wb") as said,
            subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said) as process,  # noqa: S603 - the words are ours
        ):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        if status or len(list((folder / "question_banks").iterdir())) < ROWS // 1000:
            raise Broken((folder / "said").read_text(encoding="utf-8"))
        return {IMPORT_SECONDS: seconds, IMPORT_MEMORY: used.ru_maxrss / (1024 if _KILOBYTES else 1024**2)}


def _lines() -> list[str]:
    rows = (
        f'"What would you do about fault {number} in a service that {number * 7919 % 10_007} people use?",'
        f'"{_ANSWER}",{_LEVELS[number % 3]},topic {number % 17}'
        for number in range(ROWS)
    )
    return ["question,answer,level,topic", *rows]
