"""Plays one evening: the storm, then calm weather in which everybody goes on, then the judges."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from bot.inbound.dm_history import LATELY_ENDED
from playground.server import Playground
from playground.traffic.recorded_request import RecordedRequest
from playground.world.model import Json
from tests.chaos.calm import PATIENCE, Calm
from tests.chaos.judges import logs
from tests.chaos.judges.beside import Beside
from tests.chaos.judges.gaps import Gaps
from tests.chaos.judges.inside import Inside
from tests.chaos.judges.outside import Outside
from tests.chaos.judges.stored import Database
from tests.chaos.judges.verdict import Fault, Finding
from tests.chaos.people import sight
from tests.chaos.people.scene import Scene
from tests.chaos.plan import DATABASE, HOST, OPERATOR, SKY, Plan, Step
from tests.chaos.running.bank import BANK, bank_text
from tests.chaos.running.bots import Bot, BotPlace
from tests.chaos.running.databases import EveningDatabase
from tests.chaos.running.haste import LENIENCE, SPEED, Beginning, HastyClock, HastyLoop
from tests.chaos.running.host import Host
from tests.chaos.running.operator import Operator
from tests.chaos.running.sky import Sky
from tests.chaos.running.trouble import Trouble
from tests.chaos.stopping import Stop
from tests.openapi import discord_description

_TO_FINISH = 20.0
"""Seconds of the evening that people have to finish what they are at when the storm ends."""
_UNTIL_ANOTHER_TRY = 0.5
"""Seconds of the evening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an evening showed, and what it cost."""

    plan: Plan
    findings: tuple[Finding, ...]
    wall_seconds: float
    cpu_seconds: float
    done: int
    """How many steps could be done."""
    log: str
    told: tuple[str, ...] = ()
    """What people did and what the bot asked of Discord, in the order in which it was done."""
    outbox: tuple[str, ...] = ()
    """All parcels."""


Meddling = Callable[[Scene, Callable[[], Awaitable[list[Finding]]]], Awaitable[None]]
"""Is given the scene when the evening is over, and the judges, who may be asked again and again."""


def play(
    plan: Plan,
    folder: Path,
    database: EveningDatabase,
    *,
    tell: Callable[[str], None] = lambda _: None,
    stop: Stop | None = None,
    meddle: Meddling | None = None,
) -> Outcome:
    """Play an evening in an event loop of its own. The database is migrated and empty.

    `meddle` may change what the judges find, before they come.

    Raises:
        Cancelled: `stop` was called meanwhile.
    """
    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        return runner.run((stop or Stop()).until_stopped(_Evening(plan, folder, database, tell, meddle).play()))


class _Evening:
    def __init__(
        self,
        plan: Plan,
        folder: Path,
        database: EveningDatabase,
        tell: Callable[[str], None],
        meddle: Meddling | None,
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._on = database
        self._tell = tell
        self._meddle = meddle
        self._told: list[str] = []
        self._done = 0
        self._time: Callable[[], str] = str

    async def play(self) -> Outcome:
        wall, cpu = time.monotonic(), time.thread_time()
        beginning = Beginning.now()
        clock = HastyClock(beginning, self._folder / "hours")
        self._time = lambda: f"{clock.now() - beginning.wall:8.2f}"
        # Its own token: the bot of an evening that was cut off may live on, and the system gives ports out again.
        playground = Playground(clock=clock, token=secrets.token_hex(8))
        playground.services.interactions.first_response = 3.0 * LENIENCE
        playground.gateway.heartbeat_interval_ms = int(20_000 / SPEED)
        playground.request_observers.append(self._note_request)
        await playground.start()
        numbers = count()

        def another() -> Bot:
            return Bot(self._place(playground, beginning, next(numbers)))

        host = Host(playground, [another() for _ in range(self._plan.bots)], another=another)
        database = Database(self._on.url)
        findings: list[Finding] = []
        outbox: tuple[str, ...] = ()
        try:
            findings = await self._findings(playground, clock, host, database)
            outbox = await database.outbox()
        finally:
            for each in host.everyone:
                await each.kill()
            await database.close()
            await playground.close()
            clock.close()
        written = [each.place.log.read_text(encoding="utf-8") for each in host.everyone if each.place.log.exists()]
        for each in written:
            findings += logs.findings(each, database_troubled=self._plan.own_database)
        findings += _refused(playground)
        return Outcome(
            plan=self._plan,
            findings=tuple(findings),
            wall_seconds=time.monotonic() - wall,
            cpu_seconds=time.thread_time() - cpu + sum(each.cpu_seconds for each in host.everyone),
            done=self._done,
            log="".join(written),
            told=tuple(self._told),
            outbox=outbox,
        )

    def _place(self, playground: Playground, beginning: Beginning, number: int) -> BotPlace:
        banks = self._folder / "banks"
        banks.mkdir(exist_ok=True)
        (banks / f"{BANK}.yaml").write_text(bank_text(), encoding="utf-8")
        return BotPlace(
            api_base=playground.api_base,
            gateway_url=playground.gateway_url,
            token=playground.token,
            database=self._on.url,
            banks=banks,
            clock_file=self._folder / "hours",
            beginning=beginning,
            log=self._folder / f"bot{number}.log",
        )

    async def _findings(
        self, playground: Playground, clock: HastyClock, host: Host, database: Database
    ) -> list[Finding]:
        for each in host.bots:
            await each.start()
        await playground.bot_ready(timeout=120)
        scene = await Scene.furnished(playground, sharing=self._plan.shares)
        if self._plan.is_calm:
            for actor in scene.actors.values():
                actor.patience = PATIENCE
        sky, trouble = Sky(playground, clock), Trouble(self._on.server, self._on.disk)
        ids = playground.world.ids
        operator = Operator(host, clock, self._on.url, self._folder, now=lambda: int(ids.next()))
        looking_after = asyncio.create_task(host.look_after())
        await self._storm(scene, {SKY: sky.act, HOST: host.act, DATABASE: trouble.act, OPERATOR: operator.act})
        await trouble.over()
        await operator.over()
        findings = await Calm(scene, clock, database, tell=self._say).come(sky, host, operator.gaps)
        looking_after.cancel()
        for each in host.bots:
            await each.stop()
        findings += [Finding(Fault.STUCK, end) for each in host.everyone for end in each.bad_ends]
        judge = partial(self._judged, scene, database, clock, operator.gaps)
        if self._meddle is not None:
            await self._meddle(scene, judge)
        return [*findings, *await judge()]

    async def _judged(self, scene: Scene, database: Database, clock: HastyClock, gaps: Gaps) -> list[Finding]:
        """What both judges say of the world and of the database as they are now."""
        stored = await database.read()
        late = any((each.does, each.what) == ("event late", "MESSAGE_CREATE") for each in self._plan.steps)
        in_order = not late and not self._read_in_vain()
        a_day_passed = clock.skipped >= LATELY_ENDED
        inside = Inside(scene.ledger, stored, scene.accounts, gaps, in_order=in_order, a_day_passed=a_day_passed)
        findings = list(inside.findings())
        outside = Outside(scene.ledger, stored, gaps)
        for candidate in scene.candidates:
            findings += outside.of_candidate(candidate, int(candidate.person.id))
        findings += outside.of_coaches(scene.coaches[0])
        findings += await Beside(scene, stored, gaps).findings(database)
        return findings

    def _read_in_vain(self) -> bool:
        """True if a history could not be read for a while. What people write then is not kept waiting for what it may
        show (`test_a_history_that_cannot_be_read_keeps_nobody_waiting`), so it can be stored first."""
        return any("catch-up postponed" in each.read_text("utf-8") for each in self._folder.glob("bot*.log"))

    async def _storm(self, scene: Scene, powers: Mapping[str, Callable[[Step], Awaitable[bool]]]) -> None:
        """Carry out the plan: each person does one thing after the other, all of them at once."""
        queues: dict[str, asyncio.Queue[Step]] = {each: asyncio.Queue() for each in scene.actors}
        at_work = [asyncio.create_task(self._work(scene.actors[each].act, queues[each])) for each in queues]
        for step in self._plan.steps:
            await asyncio.sleep(step.after)
            if step.who in queues:
                queues[step.who].put_nowait(step)
                continue
            if self._plan.is_calm:
                await self._until_done(queues.values())
            await self._do(powers[step.who], step)
        await self._until_done(queues.values())
        for task in at_work:
            task.cancel()
        await asyncio.gather(*at_work, return_exceptions=True)
        for task in at_work:
            if not task.cancelled() and (error := task.exception()) is not None:
                raise error

    async def _until_done(self, queues: Iterable[asyncio.Queue[Step]]) -> None:
        """Wait until people have done what they are to do, but not for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE if self._plan.is_calm else _TO_FINISH):
                for queue in queues:
                    await queue.join()

    async def _work(self, act: Callable[[Step], Awaitable[bool]], queue: asyncio.Queue[Step]) -> None:
        while True:
            step = await queue.get()
            await self._do(act, step)
            queue.task_done()

    async def _do(self, act: Callable[[Step], Awaitable[bool]], step: Step) -> None:
        done = await act(step)
        while self._plan.is_calm and not done:  # what somebody wants to answer or to press is still on its way
            await asyncio.sleep(_UNTIL_ANOTHER_TRY)
            done = await act(step)
        self._done += done
        self._say(f"{step.who} {step.does} {step.what} ({step.pick}){'' if done else ': could not'}")

    def _note_request(self, request: RecordedRequest) -> None:
        self._told.append(f"{self._time()}      {_in_short(request)}")

    def _say(self, line: str) -> None:
        line = f"{self._time()} {line}"
        self._told.append(line)
        self._tell(line)


def _in_short(request: RecordedRequest) -> str:
    """One line about a request: what was shown where, what came of it, and what the weather did to it."""
    texts = sight.text_in({"content": "", "embeds": []} | {k: v for k, v in _message_in(request).items() if v})
    where = request.path if (request.route or "").startswith("/channels") else request.route
    answer = request.response if isinstance(request.response, dict) else {}
    resource = answer.get("resource", {}).get("message", answer) if "resource" in answer else answer
    buttons = ",".join(sight.custom_ids(_message_in(request).get("components") or []))
    facts = [str(request.status), request.fault or "", str(resource.get("id", "")), texts[:70].replace("\n", " / ")]
    return " ".join([request.method, str(where), *(each for each in facts if each), buttons[:60]])


def _message_in(request: RecordedRequest) -> Json:
    data = request.body.get("data")
    return data if isinstance(data, dict) else request.body


def _refused(playground: Playground) -> list[Finding]:
    """Requests that are invalid under Discord's own description, where the environment names it."""
    description = discord_description()
    if description is None:
        return []
    problems = {each for request in playground.requests for each in description.problems_of_request(request)}
    return [Finding(Fault.REFUSED, each) for each in sorted(problems)]
