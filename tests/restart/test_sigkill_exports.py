"""SIGKILL at each step of an export: it goes on, and each of its parts comes once."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from playground.world.model import Json
from tests.restart.deaths import die_at_every_write
from tests.restart.hours import MovableClock
from tests.restart.nursery import ForkedBot
from tests.wire.journey import Journey, says
from tests.wire.privacy.conftest import COMPLETE, parts_in, received

MESSAGE = "/channels/{channel_id}/messages/{message_id}"
MEGABYTE = 1024 * 1024


async def with_files(interview: Journey) -> list[Json]:
    """Two files that do not fit into one ZIP file, and a third that does; the messages."""
    sent = []
    for number, megabytes in enumerate((6, 6, 1)):
        content = bytes([number]) * (megabytes * MEGABYTE)
        sent.append(await interview.say(f"Take {number}.", files=[(f"take-{number}.bin", content)]))
    await interview.sees(says("3 files"))
    return sent


async def came_once(bot: ForkedBot, interview: Journey) -> None:
    export = await received(interview)
    await bot.idle()
    assert len(parts_in(interview)) == 2, "none comes twice"
    assert [name[-11:] for name in export.names] == ["-1-of-2.zip", "-2-of-2.zip"]
    assert len([name for name in export.files if name.startswith("files/")]) == 3
    assert "Traceback" not in bot.log
    with closing(sqlite3.connect(bot.database)) as database:
        assert database.execute("SELECT count(*) FROM export_chunks").fetchone() == (0,), "nothing of it is kept"


@pytest.mark.parametrize("carried_out", [False, True], ids=["before", "after"])
async def test_at_each_write_to_discord(forked: ForkedBot, interview: Journey, carried_out: bool) -> None:
    await with_files(interview)

    deaths = await die_at_every_write(
        forked,
        interview.playground,
        lambda: interview.person.slash(interview.dm, "export"),
        lambda: len(interview.of_bot(COMPLETE)) == 1,
        carried_out=carried_out,
    )

    assert deaths >= 4
    await came_once(forked, interview)


async def test_while_files_are_fetched_what_is_made_is_not_made_again(forked: ForkedBot, interview: Journey) -> None:
    *_, last = await with_files(interview)
    await forked.idle()
    held = interview.playground.faults.hold_before(
        method="GET", route=MESSAGE, when=lambda request: request.path.endswith(last["id"])
    )
    await interview.command("export")
    await held.reached()
    await forked.kill()
    held.drop()
    before = len(interview.playground.requests)

    await forked.start()
    await came_once(forked, interview)

    again = [each for each in interview.playground.requests[before:] if (each.method, each.route) == ("GET", MESSAGE)]
    assert len(again) == 2, "the first part was stored with its file"


async def test_hours_later_the_part_that_was_sent_is_found(
    forked: ForkedBot, interview: Journey, clock: MovableClock
) -> None:
    await with_files(interview)
    await forked.idle()
    held = interview.playground.faults.hold_after(
        when=lambda request: any(name.endswith(".zip") for name, _ in request.files)
    )
    await interview.command("export")
    await held.reached()
    await forked.kill()
    held.drop()
    clock.pass_hours(6)

    await forked.start()

    await came_once(forked, interview)
