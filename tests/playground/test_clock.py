"""The playground's clock, moved forwards."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from playground.client.command_menu import ClientRefuses
from playground.demo.backstage import FARTHEST, LONGEST_MOVE, Backstage
from playground.server import Playground
from playground.traffic.rate_limits import RateLimits
from playground.world.clock import ManualClock, MovableClock
from playground.world.ids import moment_of
from playground.world.model import Json
from tests.playground.client import RunningClient
from tests.playground.raw import raw_rest
from tests.playground.scenes import a_home

A_DAY = 86_400.0


def test_a_clock_goes_on_from_where_it_was_moved_to_and_never_back() -> None:
    real = ManualClock(1000.0)
    clock = MovableClock(real)
    told: list[float] = []
    clock.observers.append(lambda: told.append(clock.now()))

    clock.move_to(5000.0)
    real.advance(10.0)
    clock.move_to(2000.0)

    assert (clock.now(), clock.moved) == (5010.0, 4000.0)
    assert told == [5000.0]


def test_what_is_planned_comes_in_its_own_time() -> None:
    real = ManualClock(1000.0)
    clock = MovableClock(real)
    rung: list[float] = []
    clock.call_later(5.0, lambda: rung.append(real.now()))

    clock.move_to(9000.0)
    assert rung == []
    real.advance(5.0)

    assert rung == [1005.0]


async def test_messages_after_a_move_are_of_the_new_time(playground: Playground, bot: RunningClient) -> None:
    home = a_home(playground)
    before = await home.pat.send(home.channel.id, "today")
    tomorrow = playground.clock.now() + A_DAY

    playground.move_clock(tomorrow)
    after = await home.pat.send(home.channel.id, "tomorrow")

    assert moment_of(after["id"]) >= tomorrow - 0.001
    heard = await bot.hears("message", count=2)
    assert heard.created_at.timestamp() >= tomorrow - 0.001
    assert heard.created_at.timestamp() - moment_of(before["id"]) >= A_DAY - 0.001


@pytest.mark.usefixtures("bot")
async def test_a_move_ends_no_limit_and_no_connection(playground: Playground) -> None:
    playground.rate_limiter.limits = RateLimits.like_discord()
    channel = f"/channels/{a_home(playground).channel.id}/messages"

    async with raw_rest(playground) as rest:
        for _ in range(5):
            await rest("POST", channel, {"content": "again"})
        playground.move_clock(playground.clock.now() + A_DAY)
        status, *_ = await rest("POST", channel, {"content": "too much"})

    assert status == 429
    assert playground.gateway.connected


async def test_the_clock_stays_moved_after_a_restart_and_is_set_right_by_starting_over(tmp_path: Path) -> None:
    playground = Playground(store=tmp_path / "discord.json")
    playground.seed_demo()
    await playground.start()
    backstage = Backstage(playground)
    now = playground.clock.unmoved.now()
    await backstage.move_clock(now + A_DAY)
    await playground.close()

    again = Playground(store=tmp_path / "discord.json")
    backstage = Backstage(again)
    assert again.clock.now() >= now + A_DAY
    again.seed_demo()
    await backstage.start_over()

    person = next(iter(again.persons.values()))
    message = await person.send(next(each.id for each in again.world.channels.values()), "today again")
    assert again.clock.moved == 0
    assert now <= moment_of(message["id"]) < now + A_DAY / 2


async def test_everyone_is_told_of_a_move(playground: Playground) -> None:
    home = a_home(playground)
    backstage = Backstage(playground)
    told: list[tuple[str, Json]] = []
    home.pat.watchers.append(lambda happening: told.append((happening.name, happening.data)))

    await backstage.move_clock(playground.clock.now() + A_DAY)

    assert [name for name, _ in told] == ["BACKSTAGE_UPDATE", "HISTORY_CHANGED"]
    assert told[0][1]["moved"] == pytest.approx(A_DAY, abs=5)


async def test_the_clock_is_not_moved_beyond_what_ids_can_hold(playground: Playground) -> None:
    backstage = Backstage(playground)
    with pytest.raises(ClientRefuses, match="can't be moved that far"):
        await backstage.move_clock(playground.clock.now() + LONGEST_MOVE + A_DAY)
    playground.move_clock(playground.clock.now() + FARTHEST - A_DAY)

    with pytest.raises(ClientRefuses, match="can't be moved that far"):
        await backstage.move_clock(playground.clock.now() + 2 * A_DAY)


@pytest.mark.usefixtures("bot")
async def test_a_week_of_practice_is_played_once_and_an_early_end_is_told(playground: Playground) -> None:
    played: list[str] = []

    async def practice(_playground: Playground, zone: str) -> None:
        played.append(zone)
        if len(played) == 1:
            raise TimeoutError

    backstage = Backstage(playground, practice=practice)
    playground.services.commands.overwrite([{"name": "mock", "description": "Start"}])
    with pytest.raises(ClientRefuses, match="ended early"):
        await backstage.practise()
    assert backstage.state["practice"]
    await asyncio.gather(backstage.practise("Asia/Tokyo"), backstage.practise("Asia/Tokyo"))

    assert played == ["UTC", "Asia/Tokyo"]
    assert not backstage.state["practice"]
    assert backstage.state["busy"] == ""
