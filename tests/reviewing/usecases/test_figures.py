"""What a server promises and what a coach reads of themselves: feedback that was taken back counts nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import MessageId, ReviewId, ServerId, UserId
from bot.reviewing.domain.errors import NoSuchReview
from bot.reviewing.domain.model import Helpfulness, Source, Stage
from bot.reviewing.domain.queue_filter import Filter
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.usecases.team.server_figures import ServerFigures
from bot.servers.domain.errors import NotAdmin, NotSetUp
from tests.builders import REVIEW_CHANNEL, SERVER, a_comment, a_review
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import ADMIN, a_coach, flagged, read, set_up

DAY = 86_400
CARL = a_coach()


async def closed_with_feedback(bot: Process, count: int) -> list[MessageId]:
    """So many closed reviews with feedback of Carl's after ten minutes; the messages in which he wrote it."""
    waiting = await read(bot, await flagged(bot))
    messages = [MessageId(9000 + number) for number in range(count)]
    async with bot.unit_of_work() as uow:
        for message in messages:
            comment = a_comment(author=CARL.user, source=Source(channel=REVIEW_CHANNEL, message=message))
            over = a_review(
                comments=(comment,), interview=waiting.attempts[0].interview, question=2, stage=Stage.CLOSED
            )
            await uow.reviews.add(over)
        await uow.commit()
    return messages


async def figures(bot: Process) -> tuple[int, int] | None:
    """Reviews with feedback in time, and all that say something."""
    queue = await bot.queue.queue(CARL, Filter.OPEN, page=0, size=8)
    return None if queue.promise is None else (queue.promise.within, queue.promise.total)


async def test_feedback_that_was_deleted_after_the_close_is_no_answer_in_time_and_no_figure_of_its_coach(
    bot: Process,
) -> None:
    await set_up(bot)
    messages = await closed_with_feedback(bot, 11)
    bot.clock.move(2 * DAY)
    assert await figures(bot) == (11, 12), "one has been waiting for two days"

    await bot.comments.withdraw_feedback(messages[0], REVIEW_CHANNEL, SERVER)
    assert await figures(bot) == (10, 11), "closed before the goal, without feedback: it says nothing"
    async with bot.unit_of_work() as uow:
        review = await uow.reviews.with_comment_in(messages[0])
    assert review is not None
    await bot.coaching.reopen(CARL, review.id, cause=a_cause())

    assert await figures(bot) == (10, 12), "it waits, longer than the goal"
    stats = await bot.queue.stats(CARL)
    assert (stats.answered, stats.recent, stats.comments, stats.median) == (10, 10, 10, timedelta(minutes=10))


async def test_an_admin_sees_what_waits_what_is_late_and_who_bears_the_load(bot: Process) -> None:
    await set_up(bot)
    await closed_with_feedback(bot, 3)
    other = ServerFigures(unit_of_work=bot.unit_of_work, clock=bot.clock)
    (waiting,) = await in_queue(bot)
    await bot.coaching.claim(CARL, waiting, cause=a_cause())

    shown = await other.figures(ADMIN)
    assert (shown.workload.waiting, shown.workload.late, shown.replies) == (1, 0, 0)
    assert (dict(shown.workload.claims), dict(shown.workload.answered)) == ({CARL.user: 1}, {CARL.user: 3})
    assert (shown.past.answered, shown.past.within, shown.past.median) == (3, 3, timedelta(minutes=10))

    bot.clock.move(2 * DAY)
    late = (await other.figures(ADMIN)).workload
    assert (late.waiting, late.late, dict(late.claims)) == (1, 1, {}), "the claim has lapsed"
    bot.clock.move(40 * DAY)
    assert dict((await other.figures(ADMIN)).workload.answered) == {}
    for refused, why in ((CARL, NotAdmin), (replace(ADMIN, server=ServerId(77)), NotSetUp)):
        with pytest.raises(why):
            await other.figures(refused)


async def in_queue(bot: Process) -> list[ReviewId]:
    async with bot.unit_of_work() as uow:
        return list(await uow.reviews.in_queue(SERVER, Filter.OPEN, coach=CARL.user, at=bot.clock()))


async def test_figures_outlive_the_texts(bot: Process) -> None:
    await set_up(bot)
    messages = await closed_with_feedback(bot, 11)
    async with bot.unit_of_work() as uow:
        review = await uow.reviews.with_comment_in(messages[1])
    assert review is not None
    await bot.reviews.rate(review.candidate, review.id, Helpfulness.HELPED, cause=a_cause())
    with pytest.raises(NoSuchReview):
        await bot.reviews.rate(UserId(review.candidate + 1), review.id, Helpfulness.NO, cause=a_cause())
    await bot.comments.withdraw_feedback(messages[0], REVIEW_CHANNEL, SERVER)

    bot.clock.move(100 * DAY)
    await bot.scheduler.look()
    await bot.relay.deliver(destination_of(review.id))

    assert (await read(bot, review.id)).erased
    assert await figures(bot) == (10, 11)
    stats = await bot.queue.stats(CARL)
    assert (stats.answered, stats.recent, stats.comments, dict(stats.helpfulness)) == (
        10,
        0,
        10,
        {Helpfulness.HELPED: 1},
    )


@pytest.mark.parametrize(("recent", "expected"), [(12, (20, 20)), (20, (20, 20)), (22, (22, 22))])
async def test_the_promise_looks_back_thirty_days_or_on_the_last_twenty(
    bot: Process, recent: int, expected: tuple[int, int]
) -> None:
    """The oldest reviews had no feedback, and are too long ago to be told wherever there are enough newer ones."""
    await set_up(bot)
    interview = (await read(bot, await flagged(bot))).attempts[0].interview
    bot.clock.move(40 * DAY)
    async with bot.unit_of_work() as uow:
        (waiting,) = await uow.reviews.queue(SERVER)
        await uow.reviews.save(replace(waiting, stage=Stage.WITHDRAWN, closed_at=bot.clock()))
        for number in range(40):
            days_ago = 20 if number < recent else 35
            sent_at = bot.clock() - timedelta(days=days_ago, minutes=number)
            written = {"written_at": sent_at + timedelta(hours=1), "source": None}
            comments = (a_comment(**written),) if number < max(20, recent) else ()
            over = {"stage": Stage.CLOSED, "closed_at": sent_at + timedelta(days=3)}
            await uow.reviews.add(a_review(interview=interview, comments=comments, sent_at=sent_at, **over))
        await uow.commit()

    assert await figures(bot) == expected
