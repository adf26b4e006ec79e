"""The operator's commands beside a bot, each as a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys

from tests.restart.bot_process import ROOT, BotProcess


async def operate(bot: BotProcess, *command: str) -> str:
    """Run `mock-interviewer db ...` with the bot's configuration. Returns what it prints; it must succeed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "db",
        *command,
        "--config",
        str(bot.config),
        cwd=ROOT,
        env={**os.environ, "MOCK_TOKEN": ""} if "MOCK_TOKEN" in os.environ else None,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()
