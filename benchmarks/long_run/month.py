"""Plays the days: people come and go, evenings are busy, nights are quiet, and once a day the connection is lost."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from random import Random
from typing import Final

from benchmarks.long_run.candidates import Passing, Told
from benchmarks.long_run.coaches import Team
from benchmarks.long_run.process import FlyingBot
from benchmarks.long_run.samples import Sample, panel_times
from benchmarks.long_run.world import LastingRest, Sight, UnsteadyGateway
from benchmarks.stand_in.payloads import REVIEWS, Json
from benchmarks.stand_in.server import StandIn
from benchmarks.subjects.databases import Contents

DAY: Final = 86_400.0
_SLOTS: Final = 96
"""Parts of a day: quarters of an hour."""
_BY_HOUR: Final = (1, 1, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 4, 3, 3, 3, 4, 6, 9, 12, 14, 13, 9, 4)
"""How busy it is, in UTC."""
_AT_ONCE: Final = 24
"""People who act at the same moment."""
_LOOKS_A_DAY: Final = 4
_DAYS_THERE: Final = (1.0, 5.0)
_CHANGE_OF_MIND: Final = 0.02
"""The share of candidates who have themselves forgotten on a day; as many close their direct messages for a day."""
_BACK_WITHIN: Final = 60.0
_TEAM: Final = 12
_FIRST_PICTURE: Final = _SLOTS - 1
"""At the end of the first day: what it loads for good is not to be taken for a leak."""
_LAGGARDS: Final = 8.0
"""Seconds that all wait for those who act at the same moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is to play."""

    days: float
    answers: int
    people: int
    """Who practise at the same time."""
    banks: tuple[str, ...]
    seed: int = 1


@dataclass(slots=True)
class _Here:
    candidate: Passing
    leaves: float
    """The day."""
    returns: float = 0.0
    """The day on which their direct messages are open again."""


@dataclass(slots=True)
class Month:
    """What is played, and what was found so far."""

    discord: StandIn
    bot: FlyingBot
    size: Size
    contents: Callable[[], Awaitable[Contents]]
    keep: Callable[[Sample], None]
    tell: Callable[[str], None]
    told: Told = field(default_factory=Told)
    people: int = 0
    """How many candidates have come so far."""
    lost: int = 0
    """How often the connection was."""
    day: float = 0.0
    _here: list[_Here] = field(default_factory=list)
    _by_dm: dict[str, Passing] = field(default_factory=dict)
    _busy: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _left: list[tuple[float, Passing]] = field(default_factory=list)
    _began: float = field(default_factory=time.time)
    _numbers: count[int] = field(default_factory=lambda: count(1000))

    async def play(self) -> None:
        """All days, one quarter of an hour after the other; once cancelled, have a last look at what there is."""
        try:
            await self._play()
        except asyncio.CancelledError:
            await self._look()
            raise

    async def _play(self) -> None:
        chance = Random(self.size.seed)  # noqa: S311 - a game
        team = Team(self.discord, self._rest, self.told, size=_TEAM)
        self._sight.looking = self._shown(team)
        slots = math.ceil(self.size.days * _SLOTS)
        due = 0.0
        await self._look()
        for slot in range(slots):
            self.day = slot / _SLOTS
            await self.bot.move_to(self._began + self.day * DAY)
            await self._people_change(chance)
            if slot % _SLOTS == _SLOTS * 5 // 6 or (slots < _SLOTS and slot == slots // 2):
                await self._connection_is_lost(chance)
            if slot % _SLOTS == _SLOTS // 2 and chance.random() < 0.4:
                team.change(chance)
            await team.work(chance, most=8)
            due += self._share(slot, slots) * self.size.answers
            await self._practise(chance, until=due, slot=slot)
            if slot == _FIRST_PICTURE and self._here:
                await self._here[0].candidate.looks_at_progress()
            if (slot + 1) % (_SLOTS // _LOOKS_A_DAY) == 0 or slot + 1 == slots:
                self.day = (slot + 1) / _SLOTS
                await self._look()

    @property
    def answers(self) -> int:
        return self.told.done["answer"]

    @property
    def _rest(self) -> LastingRest:
        assert isinstance(self.discord.rest, LastingRest)  # noqa: S101 - for the type checker
        return self.discord.rest

    @property
    def _sight(self) -> Sight:
        assert isinstance(self.discord.watch, Sight)  # noqa: S101
        return self.discord.watch

    def _share(self, slot: int, slots: int) -> float:
        """Of all answers, those that belong into this part of a day."""
        if slots < _SLOTS:
            return 1 / slots
        return _BY_HOUR[slot % _SLOTS * 24 // _SLOTS] / sum(_BY_HOUR) / (_SLOTS // 24) / (slots / _SLOTS)

    async def _practise(self, chance: Random, *, until: float, slot: int) -> None:
        """Let people act, some of them at each moment, until there are so many answers."""
        began, moments = self._began + slot / _SLOTS * DAY, 0
        while self.answers < until and self._here:
            open_now = [
                each.candidate
                for each in self._here
                if each.returns <= self.day and each.candidate.person.number not in self._busy
            ]
            if not open_now:
                await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)
                continue
            missing = math.ceil(until - self.answers)
            acting = chance.sample(open_now, min(_AT_ONCE, len(open_now), max(2, missing * 2)))
            moments += 1
            await self.bot.move_to(began + DAY / _SLOTS * (1 - 0.9**moments))
            await self._let_act(acting, chance)

    async def _let_act(self, acting: Sequence[Passing], chance: Random) -> None:
        """Wait for most of them: whoever gets no answer must not keep all others from acting."""
        for each in acting:
            number = each.person.number
            self._busy[number] = asyncio.create_task(self._acts(each, chance))
            self._busy[number].add_done_callback(partial(self._is_done, number))
        mine = [self._busy[each.person.number] for each in acting]
        await asyncio.wait(mine, timeout=_LAGGARDS)

    def _is_done(self, number: int, _: asyncio.Task[None]) -> None:
        del self._busy[number]

    async def _acts(self, candidate: Passing, chance: Random) -> None:
        try:
            await candidate.acts(chance)
        except (LookupError, ConnectionError, RuntimeError) as error:
            self.told.failed[f"{type(error).__name__}: {error}"[:80]] += 1

    async def _people_change(self, chance: Random) -> None:
        rate = _CHANGE_OF_MIND / _SLOTS
        for each in tuple(self._here):
            if each.leaves <= self.day:
                self._goes(each)
            elif chance.random() < rate and each.candidate.person.number not in self._busy:
                self._goes(each)
                await each.candidate.is_forgotten()
            elif chance.random() < rate and each.returns <= self.day:
                each.returns = self.day + 1
                self._rest.closed.add(each.candidate.dm)
            elif each.returns <= self.day:
                self._rest.closed.discard(each.candidate.dm)
        while len(self._here) < self.size.people:
            candidate = Passing(self.discord, self._rest, self.told, next(self._numbers), self.size.banks)
            self.people += 1
            self._by_dm[candidate.dm] = candidate
            self._here.append(_Here(candidate, leaves=self.day + chance.uniform(*_DAYS_THERE)))
            await self._acts(candidate, chance)
            if chance.random() < 0.5:
                await candidate.plans(chance)
        while self._left and self._left[0][0] + 6 <= self.day:  # by then the bot has forgotten them, too
            gone = self._left.pop(0)[1]
            self._by_dm.pop(gone.dm, None)
            self._rest.forget(gone.dm)
            self._rest.closed.discard(gone.dm)
            self._sight.forget(gone.dm)

    def _goes(self, one: _Here) -> None:
        self._here.remove(one)
        self._left.append((self.day, one.candidate))

    async def _connection_is_lost(self, chance: Random) -> None:
        """Some write while the bot is away; every other time it has to read what they wrote in the histories."""
        gateway = self.discord.gateway
        assert isinstance(gateway, UnsteadyGateway)  # noqa: S101
        self.lost += 1
        await gateway.lose(may_resume=self.lost % 2 == 0)
        there = [each.candidate for each in self._here if each.returns <= self.day]
        asked = [each for each in there if each.is_asked and each.person.number not in self._busy][:3]
        waiting = [(each, each.shows_panel()) for each in asked]
        await asyncio.gather(*(each.writes_unheard(chance) for each in asked))
        await asyncio.wait_for(gateway.greeted.wait(), _BACK_WITHIN)
        for each, panel in waiting:
            await each.is_answered_at_last(panel)

    def _shown(self, team: Team) -> Callable[[str, Json], None]:
        def shown(channel_id: str, message: Json) -> None:
            candidate = self._by_dm.get(channel_id)
            if candidate is not None:
                candidate.sees(message)
            elif channel_id == REVIEWS:
                team.sees(message)

        return shown

    async def _look(self) -> None:
        inside, contents = await self.bot.look(), await self.contents()
        seconds, self.told.seconds = self.told.seconds, []
        middle, slow = panel_times(seconds)
        now = self._began + self.day * DAY
        due = [at for at in contents.due if at <= now]
        sample = Sample(
            day=round(self.day, 3),
            seconds=round(time.time() - self._began, 1),
            answers=self.answers,
            mebibytes=round(self.bot.mebibytes, 2),
            handles=self.bot.handles,
            tasks=inside["tasks"],
            threads=inside["threads"],
            objects=inside["objects"],
            kinds=inside["kinds"],
            cpu=round(self.bot.cpu, 2),
            median_panel=middle,
            slow_panel=slow,
            rows=contents.rows,
            database=contents.size,
            write_ahead=contents.write_ahead,
            waiting=len(due),
            oldest=round(now - min(due), 1) if due else 0.0,
            log_lines=self.bot.log.read_bytes().count(b"\n"),
        )
        self.keep(sample)
        self.tell(
            f"day {self.day:5.2f}, {sample.answers} answers, {sample.seconds:.0f} s: {sample.mebibytes:.0f} MiB, "
            f"{sample.objects} objects, {sample.tasks} tasks, {sample.handles} handles, {sample.log_lines} log lines, "
            f"panel {'-' if middle is None else f'{middle:.0f}'} ms, {sum(contents.rows.values())} rows, "
            f"{self.told.failed.total()} failures"
        )
