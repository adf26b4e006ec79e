"""People who write to the echo bot, each again as soon as there is an answer."""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.loads.candidate import ANSWER
from benchmarks.loads.crowd import Pass, measured
from benchmarks.stand_in.people import Person
from benchmarks.subjects.process import Measured


async def echoed(bot: Measured, numbers: Sequence[int], *, steps: int) -> Pass:
    """So many messages of each person with these ids."""

    async def write(person: Person) -> list[float]:
        seconds = []
        for _ in range(steps):
            echo = bot.discord.watch.expect(person.dm, "the echo", lambda _: True)
            began = time.perf_counter()
            await person.say(ANSWER)
            seconds.append((await echo.arrived()).at - began)
        return seconds

    return await measured(bot, [write(Person(bot.discord, number)) for number in numbers])
