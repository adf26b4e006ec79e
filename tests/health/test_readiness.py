"""The bot says in plain words why it cannot work, and is restarted only where that helps."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.core.observing import Backlog
from bot.health.backlog import LatestBacklog
from bot.health.pulse import Pulse
from bot.health.readiness import Condition, Readiness
from bot.health.service_manager import ServiceManager
from bot.health.signs import SignsOfLife
from tests.builders import NOON
from tests.health.service_manager import listening

NOTHING = Backlog(reviews_waiting=0, reviews_late=0, parcels=0, due_since=None)


class Scene:
    """A bot whose time a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.signs = SignsOfLife(lambda: self.now)
        self.backlog: Backlog | Exception | None = NOTHING
        self.stopping = asyncio.Event()
        self.latest = LatestBacklog(self._read, fresh=0.0, now=lambda: self.now)
        self.readiness = Readiness(self.signs, self.latest, seconds_since=self._seconds_since, stopping=self.stopping)
        self._looked_at = self.now
        self.signs.watch(left_to_read=dict, looked_ago=lambda: self.now - self._looked_at)

    def pass_time(self, seconds: float, *, looking: bool = True) -> None:
        """`looking`: the bot goes on looking at its outbox meanwhile."""
        self.now += seconds
        if looking:
            self._looked_at = self.now

    def due(self, parcels: int) -> None:
        """Parcels fall due now."""
        at = NOON + timedelta(seconds=self.now)
        self.backlog = Backlog(reviews_waiting=0, reviews_late=0, parcels=parcels, due_since=at)

    async def _read(self) -> Backlog | None:
        if isinstance(self.backlog, Exception):
            raise self.backlog
        return self.backlog

    def _seconds_since(self, moment: datetime) -> float:
        return (NOON + timedelta(seconds=self.now) - moment).total_seconds()


@pytest.fixture
async def scene() -> Scene:
    return Scene()


async def test_each_reason_is_a_line(scene: Scene) -> None:
    scene.backlog = None
    scene.pass_time(41)
    assert await scene.readiness.look() == (
        Condition.HELPLESS,
        ["not connected to Discord for 41 s", "the database is not open yet"],
    )

    scene.backlog = NOTHING
    scene.signs.connection_changed(stands=True)
    assert await scene.readiness.look() == (Condition.READY, [])

    scene.backlog = OSError("connection refused")
    await scene.readiness.look()
    scene.pass_time(200)
    assert await scene.readiness.look() == (Condition.HELPLESS, ["the database has not answered for 3 min"])

    scene.backlog = NOTHING
    scene.stopping.set()
    assert await scene.readiness.look() == (Condition.HELPLESS, ["shutting down"])


async def test_an_outbox_in_which_nothing_moves_is_stuck(scene: Scene) -> None:
    scene.signs.connection_changed(stands=True)
    scene.due(12)
    scene.pass_time(59)
    assert await scene.readiness.look() == (Condition.READY, [])
    scene.pass_time(16)
    assert await scene.readiness.look() == (
        Condition.STALLED,
        ["the outbox has not moved for 75 s, messages: 12 waiting"],
    )

    scene.signs.outbox_moved()  # a long queue, of which the oldest has its turn last
    assert await scene.readiness.look() == (Condition.READY, [])

    scene.backlog = NOTHING
    scene.pass_time(90, looking=False)  # the loop that sends is gone
    assert await scene.readiness.look() == (
        Condition.STALLED,
        ["the outbox has not moved for 90 s, messages: none waiting"],
    )


async def test_a_database_that_takes_nothing_is_no_reason_to_restart(scene: Scene) -> None:
    scene.signs.connection_changed(stands=True)
    scene.due(12)
    scene.pass_time(90)
    scene.signs.database_failed()

    assert await scene.readiness.look() == (
        Condition.HELPLESS,
        [
            "the database can be read but fails otherwise, see the log",
            "the outbox has not moved for 90 s, messages: 12 waiting",
        ],
    )


async def test_a_process_that_stands_by_is_not_ready_and_not_to_blame(scene: Scene) -> None:
    scene.signs.answering_changed(answers=False)
    scene.due(7)
    scene.pass_time(600)
    assert await scene.readiness.look() == (Condition.STANDING_BY, ["standing by: another process answers"])

    scene.signs.connection_changed(stands=True)
    scene.pass_time(100)
    scene.signs.answering_changed(answers=True)
    assert await scene.readiness.look() == (Condition.READY, [])


async def test_without_discord_nobody_is_restarted(scene: Scene) -> None:
    scene.due(3)
    scene.pass_time(3600, looking=False)

    condition, reasons = await scene.readiness.look()

    assert condition is Condition.HELPLESS
    assert reasons == [
        "not connected to Discord for 60 min",
        "the outbox has not moved for 60 min, messages: 3 waiting",
    ]


async def test_a_database_that_says_nothing_is_asked_once_and_not_waited_for() -> None:
    asked = 0
    answers = asyncio.Event()

    async def read() -> Backlog:
        nonlocal asked
        asked += 1
        await answers.wait()
        return NOTHING

    latest = LatestBacklog(read, fresh=0.0, patience=0.01)
    for _ in range(3):
        assert await asyncio.gather(latest.get(), latest.get()) == [None, None]
        assert not latest.answers
    answers.set()

    assert await latest.get() == NOTHING
    assert (asked, latest.answers) == (1, True)


async def test_systemd_hears_of_life_until_the_bot_is_stuck(scene: Scene, tmp_path: Path) -> None:
    scene.signs.connection_changed(stands=True)
    environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "40000"}
    with listening(environ["NOTIFY_SOCKET"]) as systemd:
        pulse = Pulse(
            scene.readiness, ServiceManager(environ), lagged=lambda _: None, stopping=scene.stopping, between_looks=0.0
        )
        beating = asyncio.create_task(pulse.run())
        await systemd.hears("READY=1")
        await systemd.hears("WATCHDOG=1")

        scene.due(1)
        scene.pass_time(61)
        await systemd.hears("STATUS=the outbox has not moved for 61 s, messages: 1 waiting")
        scene.pass_time(1)
        await systemd.hears("STATUS=the outbox has not moved for 62 s, messages: 1 waiting")
        assert "WATCHDOG=1" not in systemd.lately

        scene.signs.outbox_moved()
        await systemd.hears("WATCHDOG=1")
        scene.stopping.set()
        await beating
        await systemd.hears("STOPPING=1")


@pytest.mark.parametrize(
    ("environ", "patience"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "30000000"}, 30.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, None),  # meant for another process
        ({"WATCHDOG_USEC": "often"}, None),
        ({"WATCHDOG_USEC": "9" * 5000}, None),
    ],
)
async def test_without_systemd_nobody_is_told(environ: dict[str, str], patience: float | None) -> None:
    manager = ServiceManager(environ)

    manager.tell(READY=1)

    assert (manager.listens, manager.patience) == (False, patience)


async def test_a_socket_where_nobody_listens_harms_nobody(tmp_path: Path) -> None:
    ServiceManager({"NOTIFY_SOCKET": str(tmp_path / "nobody")}).tell(READY=1)


async def test_an_abstract_address_is_told_as_well() -> None:
    address = f"@mock-interviewer-{os.getpid()}"
    with listening(address) as systemd:
        ServiceManager({"NOTIFY_SOCKET": address}).tell(READY=1)
        await systemd.hears("READY=1")
