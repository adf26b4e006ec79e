"""Works behind the scenes of a demonstration: the bot's switch, weather, the clock, sample data, starting over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from playground.client.command_menu import ClientRefuses
from playground.client.person import InteractionFailed
from playground.demo.bot_switch import BotSwitch
from playground.demo.weather import Weather
from playground.server import Playground
from playground.world.model import Happening, Json

Samples = Callable[[Playground], Awaitable[None]]
"""Fills a playground."""
Practice = Callable[[Playground, str], Awaitable[None]]
"""Plays a week of practice; the text is the time zone of whoever asked for it, as their browser names it."""
_DAY = 24 * 60 * 60.0
LONGEST_MOVE = 31 * _DAY
"""Seconds by which the clock can be moved at once."""
FARTHEST = 3650 * _DAY
"""Seconds by which it can be ahead of the real time: Discord's ids hold no time beyond 2084."""


class Backstage:
    """Changes more than a person at a client could; everyone's page is told what is the matter."""

    def __init__(
        self,
        playground: Playground,
        *,
        switch: BotSwitch | None = None,
        samples: Samples | None = None,
        practice: Practice | None = None,
    ) -> None:
        self.weather = Weather(playground.faults, playground.gateway)
        self._playground = playground
        self._switch = switch
        self._samples = samples
        self._practice = practice
        self._one_at_a_time = asyncio.Lock()
        self._busy = ""
        playground.gateway.connection_observers.append(self.tell)
        playground.clock.observers.append(self._tell_of_clock)

    @property
    def state(self) -> Json:
        """What the page shows of the bot and the weather."""
        return {
            "connected": self._playground.gateway.connected,
            "running": self._switch.running if self._switch else None,
            "busy": self._busy,
            "samples": self._samples is not None and not self._playground.world.has_samples,
            "practice": self._practice is not None and not self._playground.world.has_practice,
            "moved": self._playground.clock.moved,
            "weather": self.weather.state,
        }

    def tell(self) -> None:
        """Show the state to everyone."""
        self._tell_everyone("BACKSTAGE_UPDATE", self.state)

    async def run_bot(self, *, on: bool) -> None:
        """Start or stop the bot, if somebody handed in its switch."""
        if self._switch is None:
            return
        async with self._one_at_a_time:
            await (self._switch.start() if on else self._switch.stop())
        self.tell()

    async def fill(self) -> None:
        """Write the sample data, once; the bot is stopped meanwhile, so that its data can be written, too."""
        async with self._one_at_a_time:
            if self._samples is None or self._playground.world.has_samples:
                return
            self._work("Writing a week of history…")
            try:
                if self._switch is not None:
                    await self._switch.stop()
                await self._samples(self._playground)
                self._playground.world.has_samples = True
            finally:
                if self._switch is not None:
                    await self._switch.start()
                self._work("")
        self._tell_everyone("HISTORY_CHANGED", {})

    async def practise(self, zone: str = "UTC") -> None:
        """Have a week of practice played, once. The bot is started for it, and the weather becomes fair.

        `zone` is the visitor's, so that what comes at nine comes at their nine.

        Raises:
            ClientRefuses: something got in the way, such as a visitor who wrote as the same person meanwhile.
        """
        async with self._one_at_a_time:
            if self._practice is None or self._playground.world.has_practice:
                return
            self._work("Playing a week of practice…")
            try:
                self.weather.clear()
                if self._switch is not None:
                    await self._switch.start()
                await self._playground.bot_ready()
                await self._practice(self._playground, zone)
                self._playground.world.has_practice = True
            except (TimeoutError, InteractionFailed, ClientRefuses) as stuck:
                raise ClientRefuses("The bot did something else than expected, so the week ended early.") from stuck
            finally:
                self._work("")

    async def move_clock(self, moment: float) -> None:
        """Let it be `moment` (seconds since 1970); nothing happens if that is past by now.

        Raises:
            ClientRefuses: it is too far ahead.
        """
        clock = self._playground.clock
        if moment > clock.now() + LONGEST_MOVE or moment > clock.unmoved.now() + FARTHEST:
            raise ClientRefuses("The clock can't be moved that far. Start over to come back to today.")
        async with self._one_at_a_time:
            self._playground.move_clock(moment)

    async def start_over(self) -> None:
        """Forget everything, on both sides: the bot's data and this Discord's. The bot runs again afterwards."""
        async with self._one_at_a_time:
            self._work("Starting over…")
            watching = list(self._playground.persons.values())
            try:
                if self._switch is not None:
                    await self._switch.stop()
                    await self._switch.wipe()
                self.weather.clear()
                self._playground.clear()
            finally:
                if self._switch is not None:
                    await self._switch.start()
                self._work("")
        for person in watching:
            person.notice(Happening(name="STARTED_OVER", data={}))

    def _tell_of_clock(self) -> None:
        self.tell()
        # What the pages hold has links that may have run out by now.
        self._tell_everyone("HISTORY_CHANGED", {})

    def _work(self, what: str) -> None:
        self._busy = what
        self.tell()

    def _tell_everyone(self, name: str, data: Json) -> None:
        for person in list(self._playground.persons.values()):
            person.notice(Happening(name=name, data=data))
