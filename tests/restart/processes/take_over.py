"""Measures how soon a standby goes on where a process was killed: `make takeover`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playground.server import Playground
from tests.chaos.running.databases import postgres_server
from tests.databases import TEMPLATE, new_database
from tests.haste import let_discord_wait
from tests.restart.processes.on_postgres import SharingBot
from tests.wire.journey import Journey, is_panel

MESSAGES = "/channels/{channel_id}/messages"


def main() -> int:
    reader = argparse.ArgumentParser(prog="make takeover")
    reader.add_argument("--runs", type=int, default=10)
    runs: int = reader.parse_args().runs
    with postgres_server() as server, tempfile.TemporaryDirectory() as folder:
        sent, connected = asyncio.run(_measured(server, Path(folder), runs))
    for name, seconds in (("what was in hand is sent", sent), ("the standby is connected", connected)):
        told = " ".join(f"{each:.2f}" for each in seconds)
        sys.stdout.write(f"{name}, seconds after SIGKILL: {told}; median {median(seconds):.2f}\n")
    return 0


async def _measured(server: str, folder: Path, runs: int) -> tuple[list[float], list[float]]:
    sent, connected = [], []
    async with new_database(server, template=TEMPLATE) as url:
        playground = Playground()
        let_discord_wait(playground)
        await playground.start()
        one, other = (SharingBot(playground, folder, url, name) for name in ("one", "other"))
        await one.start()
        try:
            for run in range(runs):
                await other.stand_by()
                candidate = await _candidate(playground, f"Petra {run}")
                times = await _one_takeover(playground, one, other, candidate)
                sent.append(times[0])
                connected.append(times[1])
                one, other = other, one
        finally:
            for each in (one, other):
                await each.kill()
            await playground.close()
    return sent, connected


async def _one_takeover(
    playground: Playground, one: SharingBot, other: SharingBot, candidate: Journey
) -> tuple[float, float]:
    await candidate.mock(questions="1")
    held = playground.faults.hold_before(method="POST", route=MESSAGES)
    await candidate.say("An answer.")
    await held.reached()
    connections = other.log.count("connected bot=")
    began = time.monotonic()
    killing = asyncio.create_task(one.kill())
    held.drop()
    connecting = asyncio.create_task(other.says("connected bot=", times=connections + 1))
    connecting.add_done_callback(lambda _: connected.append(time.monotonic() - began))
    connected: list[float] = []
    await candidate.sees(is_panel(1))
    sent = time.monotonic() - began
    await asyncio.gather(killing, connecting)
    return sent, connected[0]


async def _candidate(playground: Playground, name: str) -> Journey:
    guild = playground.add_guild("Practice")
    general = playground.add_channel(guild, "general")
    person = playground.add_user(name)
    playground.add_member(guild, person)
    return Journey(playground=playground, person=person, dm=await person.open_dm(), general=general)


if __name__ == "__main__":
    sys.exit(main())
