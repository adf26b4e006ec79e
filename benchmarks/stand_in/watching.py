"""Waits for what the bot shows in a channel."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.stand_in.payloads import Json

PATIENCE: Final = 120.0
"""Seconds until a bot that does not answer counts as broken."""

Fits = Callable[[Json], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message of the bot's, and when it reached Discord, in seconds of `time.perf_counter`."""

    message: Json
    at: float


class Expected:
    """A message that the bot should show. Expect it before you do what brings it."""

    def __init__(self, what: str, fits: Fits) -> None:
        self.what = what
        self.fits = fits
        self._shown: asyncio.Future[Shown] = asyncio.get_running_loop().create_future()

    async def arrived(self) -> Shown:
        """Wait for it.

        Raises:
            TimeoutError: the bot does not show it in all the time there is.
        """
        try:
            return await asyncio.wait_for(self._shown, timeout=PATIENCE)
        except TimeoutError:
            raise TimeoutError(f"{self.what} did not come within {PATIENCE:g} seconds") from None

    def fulfil(self, shown: Shown) -> None:
        if not self._shown.done():
            self._shown.set_result(shown)


class Watch:
    """What is expected, by channel."""

    def __init__(self) -> None:
        self._expected: defaultdict[str, list[Expected]] = defaultdict(list)

    def expect(self, channel_id: str, what: str, fits: Fits) -> Expected:
        """The next new message there that fits; `what` is its name in errors."""
        expected = Expected(what, fits)
        self._expected[channel_id].append(expected)
        return expected

    def tell(self, channel_id: str, message: Json) -> None:
        """A new message is shown there now."""
        waiting = self._expected.get(channel_id)
        if not waiting:
            return
        shown = Shown(message=message, at=time.perf_counter())
        for each in [each for each in waiting if each.fits(message)]:
            waiting.remove(each)
            each.fulfil(shown)
