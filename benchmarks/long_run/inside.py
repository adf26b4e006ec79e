"""Starts the bot of this checkout with a clock that is set from outside, and tells what only its process knows.

It is run as a script. Each line that it reads is a command, and is answered by a line of JSON:

    move SECONDS    the clock is so far ahead of the machine's; what falls due by that is done at once
    look            how many tasks, threads and objects there are
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from bot.app import wiring
from bot.app.application import run_until
from bot.app.signals import stop_signals
from bot.config import Config, load_config
from bot.core.clock_moves import ClockMoves
from bot.core.log import set_up_logging
from bot.core.waits import Waits
from bot.outbound.upkeep.cleanup import CleanupPaces

_OLD: Final = {"answers_days": 4, "reviews_days": 4, "files_days": 3, "left_server_days": 3}
_HANDLED_DAYS: Final = 3
"""Shorter than an operator may have it, so that a month shows what becomes of what is past its time."""
_KINDS: Final = 100
"""So many kinds of objects are counted, those that there are most of."""
_WAITS: Final = Waits(next_session=0.1, acknowledgement=2.0, membership=1.0)
"""The machine is slow and shared, and its seconds are not those of the clock."""


class Ahead:
    """A clock that is so many seconds ahead of the machine's."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.seconds, UTC)


async def _obey(clock: Ahead, moves: ClockMoves, stopped: asyncio.Event) -> None:
    """Answer commands until there are no more, which ends the bot."""
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    try:
        while line := (await lines.readline()).decode().split():
            if line[0] == "move":
                clock.seconds = float(line[1])
                moves()
                _answer({})
            else:
                _answer(_look())
    finally:  # whoever gave the commands may have died
        stopped.set()


def _look() -> dict[str, object]:
    gc.collect()
    objects = gc.get_objects()
    kinds = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in objects)
    return {
        "tasks": len(asyncio.all_tasks()),
        "threads": threading.active_count(),
        "objects": len(objects),
        "kinds": dict(kinds.most_common(_KINDS)),
    }


def _answer(content: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(content)}\n")
    sys.stdout.flush()


def _aged(config: Config) -> Config:
    return config.model_copy(
        update={
            "retention": config.retention.model_copy(update=_OLD),
            "database": config.database.model_copy(update={"keep_handled_days": _HANDLED_DAYS}),
        }
    )


async def _run(config: Config, *, cleaned_every: float) -> None:
    # What rests for hours by the machine's clock has to rest for as much of its time as a few hours take here.
    paces = partial(CleanupPaces, after_start=cleaned_every, between_cleanups=cleaned_every, until_known=0.5)
    wiring.CleanupPaces = partial(paces, between_batches=0.02)  # type: ignore[attr-defined, assignment]
    clock, moves = Ahead(), ClockMoves()
    with stop_signals() as stopped:
        obeying = asyncio.create_task(_obey(clock, moves, stopped), name="commands")
        await run_until(stopped, config, clock=clock.now, moves=moves, waits=_WAITS)
        obeying.cancel()


def main() -> None:
    path, cleaned_every = Path(sys.argv[1]), float(sys.argv[2])
    config = _aged(load_config(path, os.environ))
    set_up_logging(level=config.logging.level.value, style=config.logging.format.value)
    asyncio.run(_run(config, cleaned_every=cleaned_every))


if __name__ == "__main__":
    main()
