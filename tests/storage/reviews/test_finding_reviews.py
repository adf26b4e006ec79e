"""Reviews are found by what they are about, and in the order in which they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.content import ChannelId, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.reviewing.domain.deadlines import CLOSED_AFTER_QUIET
from bot.reviewing.domain.model import Attempt, Claim, CommentState, Review, Side, Stage, Why
from bot.reviewing.domain.posts import Post, PostKind
from bot.reviewing.domain.promise import Past
from bot.storage.reviews import reading as review_reading
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_comment, a_review, a_server, later
from tests.storage.reviewing import a_shown_page, prepared, save, stored

OTHER_SERVER = ServerId(3009)
OTHER_COACH = UserId(2002)
HOUR = 3600.0


@pytest.fixture
async def interview(storage: Storage) -> InterviewId:
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server(id=OTHER_SERVER))
        await uow.commit()
    return await prepared(storage, questions=12)


def a_form(**changes: object) -> tuple[object, ...]:
    return (a_comment(1, source=None, **changes),)


def is_claimed_by(coach: UserId, *, until: float = HOUR) -> Claim:
    return Claim(coach=coach, since=NOON, until=later(until))


def ids(reviews: object) -> list[ReviewId]:
    return [each.id for each in reviews]  # type: ignore[attr-defined]


async def test_a_card_or_thread_leads_to_its_review(storage: Storage, interview: InterviewId) -> None:
    await stored(storage, a_review(interview=interview, question=2, shown_pages=(a_shown_page(800),)))
    review = await stored(
        storage,
        a_review(
            interview=interview,
            thread=ChannelId(700),
            shown_pages=(
                a_shown_page(900),
                a_shown_page(901, page="1"),
                a_shown_page(902, number=2),
                a_shown_page(903, PostKind.STATUS),
            ),
        ),
    )

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.with_card(MessageId(900)) == review
        assert await uow.reviews.with_card(MessageId(700)) == review
        for message in (901, 902, 903, 904):
            assert await uow.reviews.with_card(MessageId(message)) is None


async def test_a_message_of_the_bot_leads_to_what_it_shows(storage: Storage, interview: InterviewId) -> None:
    review = await stored(
        storage,
        a_review(interview=interview, shown_pages=(a_shown_page(900), a_shown_page(901, PostKind.COMMENT, 3, "1"))),
    )

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.shown_in(MessageId(901)) == (review, Post(kind=PostKind.COMMENT, number=3))
        assert await uow.reviews.shown_in(MessageId(902)) is None


async def test_a_message_leads_to_the_review_whose_comment_was_written_in_it(
    storage: Storage, interview: InterviewId
) -> None:
    comments = (a_comment(1, source=None), a_comment(2), a_comment(3, side=Side.CANDIDATE))
    review = await stored(storage, a_review(interview=interview, comments=comments))

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.with_comment_in(MessageId(8002)) == review
        assert await uow.reviews.with_comment_in(MessageId(8003)) == review
        assert await uow.reviews.with_comment_in(MessageId(8001)) is None


async def test_an_answer_leads_to_all_its_reviews_oldest_first(storage: Storage, interview: InterviewId) -> None:
    second = Attempt(number=2, interview=interview, question=2, sent_at=NOON)
    newer = await stored(storage, a_review(interview=interview, sent_at=later(5)))
    older = a_review(interview=interview, stage=Stage.WITHDRAWN)
    older = await stored(storage, replace(older, attempts=(*older.attempts, second)))

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.of_answer(interview, 1) == [older, newer]
        assert await uow.reviews.of_answer(interview, 2) == [older]
        assert await uow.reviews.of_answer(interview, 3) == []
        assert await uow.reviews.of_interview(interview) == [older, newer]
        assert await uow.reviews.of_interview(InterviewId(interview + 1)) == []


async def test_open_reviews_are_those_that_wait(storage: Storage, interview: InterviewId) -> None:
    for review in (
        a_review(interview=interview),
        a_review(interview=interview, question=2, claim=is_claimed_by(COACH)),
        a_review(interview=interview, comments=a_form()),
        a_review(interview=interview, stage=Stage.CLOSED),
        a_review(interview=interview, stage=Stage.WITHDRAWN),
        a_review(interview=interview, question=3, server=OTHER_SERVER),
        a_review(interview=interview, question=4, candidate=UserId(5)),
    ):
        await stored(storage, review)

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.count_open(SERVER, CANDIDATE) == 2
        assert await uow.reviews.count_open(OTHER_SERVER, CANDIDATE) == 1
        assert await uow.reviews.count_open(SERVER, UserId(99)) == 0


async def test_claims_are_counted_while_they_last_and_nobody_was_answered(
    storage: Storage, interview: InterviewId
) -> None:
    for review in (
        a_review(interview=interview, claim=is_claimed_by(COACH)),
        a_review(interview=interview, question=2, claim=is_claimed_by(COACH, until=60)),
        a_review(interview=interview, question=3, claim=is_claimed_by(OTHER_COACH)),
        a_review(interview=interview, question=4, claim=is_claimed_by(COACH), server=OTHER_SERVER),
        a_review(interview=interview, claim=is_claimed_by(COACH), comments=a_form()),
        a_review(interview=interview, question=5),
    ):
        await stored(storage, review)

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.count_claims(SERVER, COACH, later(59)) == 2
        assert await uow.reviews.count_claims(SERVER, COACH, later(60)) == 1
        assert await uow.reviews.count_claims(SERVER, UserId(99), NOON) == 0


async def test_the_queue_of_a_server_has_what_is_not_over_oldest_first(
    storage: Storage, interview: InterviewId
) -> None:
    newest = await stored(storage, a_review(interview=interview, sent_at=later(9)))
    answered = await stored(storage, a_review(interview=interview, comments=a_form(), sent_at=later(5)))
    oldest = await stored(storage, a_review(interview=interview, question=2, sent_at=later(1)))
    same_time = await stored(storage, a_review(interview=interview, question=3, sent_at=later(1)))
    elsewhere = await stored(storage, a_review(interview=interview, question=4, server=OTHER_SERVER))
    await stored(storage, a_review(interview=interview, stage=Stage.CLOSED))
    await stored(storage, a_review(interview=interview, stage=Stage.WITHDRAWN))

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.queue(SERVER) == [oldest, same_time, answered, newest]
        assert await uow.reviews.queue(OTHER_SERVER) == [elsewhere]
        running = [elsewhere, oldest, same_time, answered, newest]
        of_one = [each for each in running if each.candidate == oldest.candidate]
        assert ids(await uow.reviews.in_conversation(oldest.candidate)) == ids(of_one)


async def test_a_queue_too_long_for_one_statement_is_read_all_the_same(
    storage: Storage, interview: InterviewId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_reading, "REVIEWS_AT_ONCE", 2)
    added = [
        await stored(storage, a_review(interview=interview, question=number + 1, sent_at=later(number)))
        for number in range(5)
    ]

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.queue(SERVER) == added


async def test_the_feedback_of_a_coach_is_what_they_gave_and_did_not_take_back(
    storage: Storage, interview: InterviewId
) -> None:
    newer = await stored(storage, a_review(interview=interview, comments=a_form(), sent_at=later(5)))
    on_its_way = a_form(state=CommentState.WAITING)
    older = await stored(storage, a_review(interview=interview, comments=on_its_way, stage=Stage.CLOSED))
    for changes in (
        {"state": CommentState.WITHDRAWN, "text": ""},
        {"state": CommentState.HELD, "why": Why.TAKEN_OVER},
        {"state": CommentState.FAILED, "why": Why.REFUSED},
    ):
        await stored(storage, a_review(interview=interview, comments=a_form(**changes), stage=Stage.CLOSED))
    await stored(storage, a_review(interview=interview, comments=a_form(), server=OTHER_SERVER))
    await stored(storage, a_review(interview=interview, comments=a_form(author=OTHER_COACH)))
    await stored(storage, a_review(interview=interview, comments=(a_comment(1, side=Side.CANDIDATE, author=COACH),)))

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.feedback_by(SERVER, COACH) == [older, newer]
        assert await uow.reviews.feedback_by(SERVER, UserId(99)) == []


async def test_the_past_goes_back_to_a_time_or_further_until_there_is_enough(
    storage: Storage, interview: InterviewId
) -> None:
    answered = a_review(interview=interview, comments=a_form(), sent_at=later(4))
    over = (
        a_review(interview=interview, sent_at=later(1)),
        a_review(interview=interview, sent_at=later(2), stage=Stage.WITHDRAWN, closed_at=later(20)),
        a_review(interview=interview, sent_at=later(3), stage=Stage.CLOSED, closed_at=later(30)),
        answered,
        replace(answered, sent_at=later(5), stage=Stage.CLOSED, closed_at=later(900)),
        a_review(interview=interview, question=2, sent_at=later(6), server=OTHER_SERVER),
    )
    for review in over:
        await stored(storage, review)
    async with storage.unit_of_work() as uow:
        for since, at_least, count in ((4, 0, 2), (4, 2, 2), (4, 3, 3), (9, 4, 4), (9, 0, 0), (0, 20, 5), (9, 20, 5)):
            past = await uow.reviews.past(
                SERVER, goal=timedelta(seconds=10), since=later(since), at_least=at_least, now=later(1000)
            )
            assert (past.answered, past.missed) == (min(count, 2), max(count - 2, 0))


def waited(answered: Sequence[float], unanswered: Sequence[float]) -> list[Review]:
    """Reviews that waited so many hours for feedback, or until they were withdrawn."""
    hours = [timedelta(hours=each) for each in (*answered, *unanswered)]
    return [
        a_review(comments=(a_comment(1, source=None, written_at=NOON + wait),), answered_at=NOON + wait)
        if number < len(answered)
        else a_review(stage=Stage.WITHDRAWN, closed_at=NOON + wait)
        for number, wait in enumerate(hours)
    ]


@pytest.mark.parametrize(
    ("answered", "unanswered", "expected"),
    [
        ([], [], (0, 0, 0, None)),
        ([2], [], (1, 1, 0, 2)),
        ([24.1, 24], [], (2, 1, 0, 24)),
        ([2], [23, 24, 25], (1, 1, 1, 2)),
        ([9, 1, 8, 2, 7, 3, 6, 4, 5], [30], (9, 9, 1, 5)),
        ([4, 1, 3, 2], [30] * 4, (4, 4, 4, 4)),
        ([4, 1, 3, 2], [30] * 5, (4, 4, 5, None)),
    ],
)
async def test_what_became_of_reviews_is_counted(
    storage: Storage,
    interview: InterviewId,
    answered: Sequence[float],
    unanswered: Sequence[float],
    expected: tuple[int, int, int, float | None],
) -> None:
    """Answered, within the goal, missed, and the wait in the middle of all, where what was missed comes last."""
    for each in waited(answered, unanswered):
        await stored(storage, replace(each, attempts=(replace(each.attempts[0], interview=interview),)))

    async with storage.unit_of_work() as uow:
        past = await uow.reviews.past(SERVER, goal=timedelta(hours=24), since=NOON, at_least=0, now=later(900 * HOUR))

    *counts, median = expected
    assert [past.answered, past.within, past.missed] == counts
    assert past.median == (None if median is None else timedelta(hours=median))


async def test_a_review_that_waits_is_missed_once_the_goal_has_passed(storage: Storage, interview: InterviewId) -> None:
    await stored(storage, a_review(interview=interview))

    async with storage.unit_of_work() as uow:
        past = [
            await uow.reviews.past(SERVER, goal=timedelta(hours=24), since=NOON, at_least=0, now=now)
            for now in (later(24 * HOUR), later(24 * HOUR + 0.001))
        ]

    assert [each.missed for each in past] == [0, 1]


async def test_who_waits_too_long_for_a_reply_is_missed_however_soon_the_feedback_came(
    storage: Storage, interview: InterviewId
) -> None:
    given = a_comment(1, source=None, written_at=later(HOUR))
    asked = a_comment(2, side=Side.CANDIDATE, written_at=later(2 * HOUR))
    await stored(storage, a_review(interview=interview, comments=(given, asked)))

    async with storage.unit_of_work() as uow:
        soon, late = [
            await uow.reviews.past(SERVER, goal=timedelta(hours=24), since=NOON, at_least=0, now=now)
            for now in (later(26 * HOUR), later(26 * HOUR + 0.001))
        ]

    assert (soon.answered, soon.within, soon.missed) == (1, 1, 0)
    assert (late.answered, late.within, late.missed) == (0, 0, 1)


async def test_a_wait_is_exact_to_the_millisecond(storage: Storage, interview: InterviewId) -> None:
    wait = timedelta(days=400, hours=3, milliseconds=7)
    await stored(
        storage, a_review(interview=interview, comments=a_form(written_at=NOON + wait), answered_at=NOON + wait)
    )

    async with storage.unit_of_work() as uow:
        past = await uow.reviews.past(SERVER, goal=wait, since=NOON, at_least=0, now=NOON)

    assert past == Past(answered=1, within=1, missed=0, median=wait)


async def test_a_review_is_due_when_time_decides_something(storage: Storage, interview: InterviewId) -> None:
    async with storage.unit_of_work() as uow:
        assert await uow.reviews.next_due() is None
    claimed = await stored(storage, a_review(interview=interview, claim=is_claimed_by(COACH)))
    answered = await stored(storage, a_review(interview=interview, comments=a_form()))
    waits = await stored(storage, a_review(interview=interview, question=2, goal=timedelta(hours=1)))
    await stored(storage, a_review(interview=interview, stage=Stage.CLOSED))

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.next_due() == later(HOUR / 2)
        assert await uow.reviews.due(later(HOUR / 2 - 1)) == []
        assert await uow.reviews.due(later(HOUR / 2)) == [waits.id]
        assert await uow.reviews.due(later(HOUR)) == [waits.id, claimed.id]
        assert await uow.reviews.due(later(600) + CLOSED_AFTER_QUIET) == [waits.id, claimed.id, answered.id]

    await save(storage, replace(waits, coaches_pinged=True, leads_pinged=True, told_late=True))
    async with storage.unit_of_work() as uow:
        assert await uow.reviews.next_due() == later(HOUR)


async def test_a_review_is_outdated_when_nothing_happened_for_as_long_as_its_server_keeps_it(
    storage: Storage, interview: InterviewId
) -> None:
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server(retention=timedelta(days=2)))
        await uow.servers.save(a_server(id=OTHER_SERVER, retention=timedelta(days=1)))
        await uow.commit()
    again = Attempt(number=2, interview=interview, question=2, sent_at=later(10))
    closed = await stored(storage, a_review(interview=interview, stage=Stage.CLOSED, closed_at=later(2)))
    talked = await stored(storage, a_review(interview=interview, comments=a_form()))
    tried = a_review(interview=interview, stage=Stage.WITHDRAWN, closed_at=later(1))
    tried = await stored(storage, replace(tried, attempts=(*tried.attempts, again)))
    elsewhere = await stored(
        storage, a_review(interview=interview, server=OTHER_SERVER, stage=Stage.CLOSED, closed_at=later(5))
    )
    await stored(storage, a_review(interview=interview))
    await stored(storage, a_review(interview=interview, stage=Stage.CLOSED, focus="", shown_name="", closed_at=NOON))

    async def outdated(*, days: int, seconds: float, longest: timedelta = timedelta(days=90)) -> list[ReviewId]:
        async with storage.unit_of_work() as uow:
            return list(await uow.reviews.outdated(later(seconds) + timedelta(days=days), longest=longest))

    assert await outdated(days=1, seconds=5) == []
    assert await outdated(days=1, seconds=6) == [elsewhere.id]
    assert await outdated(days=2, seconds=2) == [elsewhere.id]
    assert await outdated(days=1, seconds=3, longest=timedelta(days=1)) == [closed.id], "the operator's bound"
    assert await outdated(days=2, seconds=3) == [elsewhere.id, closed.id]
    assert await outdated(days=2, seconds=11) == [elsewhere.id, closed.id, tried.id]
    assert await outdated(days=2, seconds=601) == [elsewhere.id, closed.id, tried.id, talked.id]

    await save(storage, replace(closed, focus="", shown_name="", close_reason=""))
    assert closed.id not in await outdated(days=2, seconds=601)


async def test_the_oldest_card_of_a_channel_that_is_not_over_is_known(storage: Storage, interview: InterviewId) -> None:
    async def card(review: Review, message: int, **changes: object) -> None:
        shown_pages = (
            a_shown_page(message),
            a_shown_page(message - 50, page="1"),
            a_shown_page(message - 60, PostKind.STATUS),
        )
        await stored(storage, replace(review, shown_pages=shown_pages, **changes))  # type: ignore[arg-type]

    async def oldest(channel: ChannelId) -> MessageId | None:
        async with storage.unit_of_work() as uow:
            return await uow.reviews.unanswered_in(channel)

    review = a_review(interview=interview)
    assert await oldest(review.channel) is None
    await card(a_review(interview=interview, stage=Stage.CLOSED), 500)
    await card(a_review(interview=interview, stage=Stage.WITHDRAWN), 600)
    await stored(storage, review)
    assert await oldest(review.channel) is None
    await card(a_review(interview=interview, question=2), 900)
    await card(a_review(interview=interview, comments=a_form()), 800)
    await card(a_review(interview=interview, question=3), 700, channel=ChannelId(1))

    assert await oldest(review.channel) == 800
    assert await oldest(ChannelId(1)) == 700
