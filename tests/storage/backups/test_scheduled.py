"""The bot takes backups by itself, and removes those that it has no use for any more."""

from __future__ import annotations

import asyncio
import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.backups import BackupNote, ScheduledBackups, last_backup_at, scheduled_backups
from bot.config import BackupConfig, Config
from bot.storage.backups.names import copies_in, name_at, to_remove
from bot.storage.backups.sqlite_copy import problems_in
from playground.world.bell import PATIENCE
from tests.databases import place_migrated_file

MONDAY = datetime(2026, 11, 30, 3, tzinfo=UTC)


class Hours:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


def a_schedule(folder: Path, clock: Hours, *, keep: int = 2) -> ScheduledBackups:
    database = folder / "bot.sqlite3"
    place_migrated_file(database)
    config = BackupConfig(folder=folder / "backups", every_hours=24, keep=keep, keep_weekly=0)
    return ScheduledBackups(f"sqlite:///{database}", config, folder=folder / "backups", clock=clock)


async def test_one_a_day_is_taken_and_only_old_ones_of_the_bot_are_removed(tmp_path: Path) -> None:
    clock = Hours()
    schedule = a_schedule(tmp_path, clock)
    backups = tmp_path / "backups"

    await schedule.look()
    (backups / "mine.sqlite3").write_bytes(b"the operator's")
    (backups / f"mine-{name_at(MONDAY, ending='.sqlite3')}").write_bytes(b"the operator's")
    killed = backups / f".{name_at(MONDAY, ending='.sqlite3')}.abcd.part"
    killed.write_bytes(b"of a process that was killed")
    os.utime(killed, (0, 0))
    for _ in range(3):
        await a_schedule(tmp_path, clock).look()  # a restart
        clock.now += timedelta(hours=25)
        await schedule.look()

    assert [moment for moment, _ in copies_in(backups)] == [clock.now, clock.now - timedelta(hours=25)]
    assert last_backup_at(backups, now=clock.now) == clock.now
    assert {each.name for each in backups.iterdir()} == {
        *(file.name for _, file in copies_in(backups)),
        "backups.lock",
        "mine.sqlite3",
        f"mine-{name_at(MONDAY, ending='.sqlite3')}",
    }
    for _, file in copies_in(backups):
        assert (problems_in(file), file.stat().st_mode & 0o777) == ([], 0o600)


async def test_a_failure_is_one_warning_and_keeps_what_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Hours()
    schedule = a_schedule(tmp_path, clock, keep=1)
    await schedule.look()
    database = tmp_path / "bot.sqlite3"
    whole = database.read_bytes()
    database.write_bytes(whole[:8192] + os.urandom(len(whole) - 8192))
    clock.now += timedelta(days=2)

    with caplog.at_level(logging.WARNING):
        await schedule.look()
        clock.now += timedelta(minutes=5)
        await schedule.look()
    database.write_bytes(whole)
    await schedule.look()

    (warning,) = caplog.records
    assert "no backup was taken" in warning.getMessage()
    assert [moment for moment, _ in copies_in(tmp_path / "backups")] == [clock.now]


async def test_a_bot_that_stops_does_not_wait_for_the_next_backup(tmp_path: Path) -> None:
    config = Config(backup=BackupConfig(folder=tmp_path / "backups"))

    async with asyncio.timeout(PATIENCE), scheduled_backups(config, clock=Hours(), note=BackupNote()):
        await asyncio.sleep(0)  # it has begun to wait

    assert not (tmp_path / "backups").exists()


async def test_a_clock_that_was_wrong_for_a_while_has_none_taken_or_removed_too_many(tmp_path: Path) -> None:
    clock = Hours()
    schedule = a_schedule(tmp_path, clock)
    backups = tmp_path / "backups"
    await schedule.look()
    clock.now = MONDAY + timedelta(days=400)
    await schedule.look()
    await a_schedule(tmp_path, clock, keep=1).look()
    clock.now = MONDAY + timedelta(days=1)
    await schedule.look()
    for _ in range(3):
        clock.now += timedelta(minutes=5)
        await schedule.look()

    made = [moment - MONDAY for moment, _ in copies_in(backups)]
    assert made == [timedelta(days=400), timedelta(days=1), timedelta(0)]
    assert last_backup_at(backups, now=clock.now) == MONDAY + timedelta(days=1)


async def test_one_that_an_operator_takes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    schedule = a_schedule(tmp_path, Hours())
    (tmp_path / "backups").mkdir()
    half_made = tmp_path / "backups" / f".{name_at(MONDAY, ending='.sqlite3')}.0f0f0f0f.part"
    half_made.write_bytes(b"at work")
    foreign = tmp_path / "backups" / ".mock-interviewer-notes.part"
    foreign.mkdir()

    await schedule.look()

    assert half_made.exists()
    assert foreign.exists()
    assert copies_in(tmp_path / "backups")


def test_the_newest_of_each_week_is_kept_besides_the_newest() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(22)]
    copies = [(day, Path(name_at(day, ending=".sqlite3"))) for day in days]

    gone = to_remove(copies, keep=2, keep_weekly=3)

    kept = [day for day, file in copies if file not in gone]
    assert kept == [days[13], days[20], days[21]]
