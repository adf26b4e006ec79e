"""Draws where a process spends its time, with py-spy."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

_A_SECOND: Final = "200"


@asynccontextmanager
async def profiled(pid: int, picture: Path | None) -> AsyncIterator[None]:
    """Write a flame graph of what the process does meanwhile; without a `picture`, do nothing.

    Raises:
        FileNotFoundError: py-spy is not installed.
    """
    if picture is None:
        yield
        return
    found = shutil.which("py-spy", path=str(Path(sys.executable).parent)) or shutil.which("py-spy")
    if found is None:
        raise FileNotFoundError("py-spy is not there: .venv/bin/pip install py-spy")
    spy = await asyncio.create_subprocess_exec(
        *(found, "record", "--pid", str(pid), "--output", picture, "--rate", _A_SECOND, "--nonblocking"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        spy.send_signal(signal.SIGINT)
        await spy.wait()
