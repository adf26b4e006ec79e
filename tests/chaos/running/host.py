"""Where the bots run: they are killed there, and started again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from random import Random

from playground.server import Playground
from tests.chaos.plan import Step
from tests.chaos.running.bots import Bot
from tests.chaos.running.sky import request_of

_LONGEST_DEATH = 2.5
_LONGEST_HOLD = 3.0
"""Seconds until a bot is killed that says nothing of the kind at which it is to die."""


class Host:
    def __init__(self, playground: Playground, bots: Sequence[Bot]) -> None:
        self._playground = playground
        self.bots = bots
        self._deaths: list[asyncio.Task[None]] = []

    async def act(self, step: Step) -> bool:
        """Kill a bot at once, or when Discord has carried out a request of the kind that the step names."""
        chance = Random(f"{step.pick}")
        self._deaths.append(asyncio.create_task(self._die(chance.choice(self.bots), chance, step.what)))
        return True

    async def all_alive(self) -> None:
        """Wait for the deaths that are under way, and start whoever is dead."""
        await asyncio.gather(*self._deaths)
        for each in self.bots:
            await each.start()

    async def _die(self, bot: Bot, chance: Random, at: str) -> None:
        if at:
            hold = self._playground.faults.hold_after(when=request_of(at))
            with suppress(TimeoutError):
                await hold.reached(timeout=_LONGEST_HOLD)
            await bot.kill()
            hold.drop()
        else:
            await bot.kill()
        await asyncio.sleep(chance.uniform(0, _LONGEST_DEATH))
        await bot.start()
