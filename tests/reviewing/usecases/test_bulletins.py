"""Once a day coaches are told what waits: at the chosen hour, once across processes, and never about nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.content import ReviewId
from bot.outbound.handler import Delivery
from bot.reviewing.domain.team.bulletins import STALE_AFTER, next_bulletin
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.parcels.handler import UNTIL_PRIVATE
from bot.servers.domain.errors import NotAdmin, NotSetUp
from tests.builders import CANDIDATE, REVIEW_CHANNEL
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import ADMIN, a_coach, flagged, set_up

DAY = 86_400.0


def told(process: Process) -> int:
    return len([each for each in process.discord.said_in(REVIEW_CHANNEL) if each.startswith("TellBulletin")])


async def looked(process: Process, review: ReviewId) -> int:
    """What the clock does now; how often coaches have been told by then."""
    await process.scheduler.look()
    assert await process.relay.deliver(destination_of(review)) is Delivery.DELIVERED
    return told(process)


async def test_coaches_are_told_once_a_day_across_processes(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    chosen = await bot.bulletins.choose(ADMIN, 9)
    assert chosen is not None
    other = Process(unit_of_work=bot.unit_of_work, discord=bot.discord, clock=bot.clock, catalogue=bot.catalogue)
    assert await looked(bot, review) == 0

    bot.clock.now = chosen.next_at
    assert [await looked(process, review) for process in (bot, other)] == [1, 1]
    await other.bulletins.tell(chosen)
    assert await looked(bot, review) == 1, "what another process read before changes nothing"
    bot.clock.move(DAY)
    assert await looked(bot, review) == 2
    bot.clock.move(5 * DAY)
    assert await looked(bot, review) == 3, "days that were missed are not made up for"
    await bot.bulletins.choose(ADMIN, None)
    bot.clock.move(DAY)
    assert await looked(bot, review) == 3


async def test_where_nothing_waits_nothing_is_said(bot: Process) -> None:
    await set_up(bot)
    chosen = await bot.bulletins.choose(ADMIN, 9)
    assert chosen is not None

    bot.clock.now = chosen.next_at
    await bot.scheduler.look()

    async with bot.unit_of_work() as uow:
        assert await uow.bulletins.next_due() == chosen.next_at + timedelta(days=1)
    assert told(bot) == 0


async def test_what_could_not_be_told_for_hours_waits_for_the_next_day(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    chosen = await bot.bulletins.choose(ADMIN, 9)
    assert chosen is not None
    bot.clock.now = chosen.next_at
    await bot.scheduler.look()

    bot.clock.now += STALE_AFTER
    assert await looked(bot, review) == 0
    bot.clock.now = chosen.next_at + timedelta(days=1)
    assert await looked(bot, review) == 1


@pytest.mark.parametrize("withdrawn", [False, True])
async def test_a_channel_that_others_read_is_told_nothing_until_it_is_private_again(
    bot: Process, withdrawn: bool
) -> None:
    await set_up(bot)
    review = await flagged(bot)
    chosen = await bot.bulletins.choose(ADMIN, 9)
    assert chosen is not None
    bot.clock.now = chosen.next_at
    bot.readers.outside = ["@everyone"]
    await bot.scheduler.look()
    if withdrawn:  # it goes the way of this review all the same
        await bot.reviews.withdraw(CANDIDATE, review, cause=a_cause())

    await bot.relay.deliver(destination_of(review))
    assert told(bot) == 0

    bot.readers.outside = []
    bot.clock.move(UNTIL_PRIVATE.total_seconds())
    await bot.relay.deliver(destination_of(review))
    assert told(bot) == 1


async def test_only_admins_of_a_server_with_coaches_choose_the_hour(bot: Process) -> None:
    with pytest.raises(NotSetUp):
        await bot.bulletins.choose(ADMIN, 9)
    await set_up(bot)
    with pytest.raises(NotAdmin):
        await bot.bulletins.choose(a_coach(), 9)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2026, 11, 30, 8, 59, tzinfo=UTC), datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 1, 9, tzinfo=UTC)),
    ],
)
def test_the_next_one_is_at_the_next_such_hour(after: datetime, expected: datetime) -> None:
    assert next_bulletin(9, after) == expected
