"""Where the bots run: they are killed there, stopped and started again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random

from playground.server import Playground
from tests.chaos.plan import Step
from tests.chaos.running.bots import Bot
from tests.chaos.running.sky import request_of

_LONGEST_DEATH = 2.5
_LONGEST_HOLD = 3.0
"""Seconds until a bot is killed that says nothing of the kind at which it is to die."""
_LONGEST_OVERLAP = 6.0
"""Seconds that two work where one replaces the other: sometimes it is not yet there when the other goes."""
_LOOKED_EVERY = 1.0
"""Seconds until one that has ended by itself is started again."""


class Host:
    def __init__(self, playground: Playground, bots: Sequence[Bot], *, another: Callable[[], Bot]) -> None:
        """`another` makes a bot that takes the place of one of these."""
        self._playground = playground
        self.bots = list(bots)
        self.retired: list[Bot] = []
        """Those that others have replaced."""
        self._another = another
        self._under_way: list[asyncio.Task[None]] = []

    @property
    def everyone(self) -> list[Bot]:
        """All that ever ran."""
        return [*self.retired, *self.bots]

    async def act(self, step: Step) -> bool:
        """End a bot at once, or when Discord has carried out a request of the kind that the step names."""
        chance = Random(f"{step.pick}")
        match step.does:
            case "kills":
                deed = self._end(chance.choice(self.bots), chance, step.what, kill=True)
            case "stops":
                deed = self._end(chance.choice(self.bots), chance, step.what, kill=False)
            case "rolls":
                deed = self._replace(chance)
            case unknown:
                raise KeyError(unknown)
        self._under_way.append(asyncio.create_task(deed))
        return True

    async def look_after(self) -> None:
        """Start whoever has ended by itself, until this task is cancelled."""
        while True:
            await asyncio.sleep(_LOOKED_EVERY)
            for each in list(self.bots):
                await each.start_again()

    async def all_alive(self) -> None:
        """Wait for what is under way, and start whoever is dead."""
        await asyncio.gather(*self._under_way)
        for each in self.bots:
            await each.start()

    async def _end(self, bot: Bot, chance: Random, at: str, *, kill: bool) -> None:
        end = bot.kill if kill else bot.stop
        if at:
            hold = self._playground.faults.hold_after(when=request_of(at))
            with suppress(TimeoutError):
                await hold.reached(timeout=_LONGEST_HOLD)
            if kill:
                await end()
                hold.drop()
            else:
                hold.release()
                await end()
        else:
            await end()
        await asyncio.sleep(chance.uniform(0, _LONGEST_DEATH))
        await bot.start()

    async def _replace(self, chance: Random) -> None:
        old = chance.choice(self.bots)
        new = self._another()
        self.bots[self.bots.index(old)] = new
        self.retired.append(old)
        await new.start()
        await asyncio.sleep(chance.uniform(0, _LONGEST_OVERLAP))
        await old.stop()
