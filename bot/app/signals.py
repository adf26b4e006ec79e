"""Hears the signals of the operating system: to end, and to read the question banks again."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from bot.app.last_resort import ENDS_WITHIN, end_within
from bot.banks.format.catalogue import Catalogue

log = logging.getLogger(__name__)


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """Yield an event that SIGINT and SIGTERM set; discord.py itself does not handle SIGTERM.

    From then on the process has `ENDS_WITHIN` seconds to end.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if not stopped.is_set():
            stopped.set()
            end_within(ENDS_WITHIN, loop)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        yield stopped
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


@contextmanager
def reloading_on_sighup(catalogue: Catalogue) -> Iterator[None]:
    """Read the question banks again on SIGHUP, as operators expect; a broken one keeps its last version."""
    loop = asyncio.get_running_loop()
    reloads: set[asyncio.Task[None]] = set()

    async def reload() -> None:
        result = await asyncio.to_thread(catalogue.reload)
        log.info("question banks read again", extra={"changed": ", ".join((*result.added, *result.changed)) or "none"})
        tell_problems(catalogue)

    def begin() -> None:
        reloads.add(task := loop.create_task(reload()))
        task.add_done_callback(reloads.discard)

    loop.add_signal_handler(signal.SIGHUP, begin)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


def tell_problems(catalogue: Catalogue) -> None:
    """Log why banks were refused."""
    for problem in catalogue.problems:
        log.warning("question bank refused", extra={"problem": str(problem)})
