"""A page of the queue is found in SQL, and shows what the domain says that it shows."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest

from bot.core.content import MessageId, ServerId, UserId
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.model import Attempt, Claim, Comment, CommentState, Review, Side, Source, Stage, Why
from bot.reviewing.domain.team.queue_filter import Filter, fits
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, COACH, DM_CHANNEL, NOON, SERVER, a_comment, a_review, a_server, later
from tests.storage.reviewing import prepared, stored

OTHER_COACH = UserId(COACH + 1)
HOUR = 3600.0
NOW = later(5 * HOUR)
_messages = itertools.count(8000)


def said(number: int, side: Side, hours: float, **changes: object) -> Comment:
    source = Source(channel=DM_CHANNEL, message=MessageId(next(_messages)))
    fields = {"written_at": later(hours * HOUR), "source": None if side is Side.COACH else source}
    return a_comment(number, side=side, **fields | changes)  # type: ignore[arg-type]


def claimed(by: UserId, until: datetime) -> Claim:
    return Claim(coach=by, since=NOON, until=until)


def reviews_of_each_kind(interview: int) -> list[Review]:
    def one(*comments: Comment, **changes: object) -> Review:
        return a_review(comments=comments, interview=interview, **changes)  # type: ignore[arg-type]

    first = said(1, Side.COACH, 1)
    not_counting = {"state": CommentState.HELD, "why": Why.TAKEN_OVER}
    again = Attempt(number=2, interview=interview, question=2, sent_at=later(2 * HOUR))  # type: ignore[arg-type]
    return [
        one(question=1, sent_at=later(7)),
        one(question=2, claim=claimed(COACH, later(6 * HOUR))),
        one(question=3, claim=claimed(OTHER_COACH, NOW + timedelta(microseconds=1))),
        one(first),
        one(first, coach=OTHER_COACH),
        one(first, claim=claimed(COACH, NOW)),
        one(first, said(2, Side.CANDIDATE, 2)),
        one(first, said(2, Side.CANDIDATE, 1)),
        one(first, said(2, Side.CANDIDATE, 2), said(3, Side.COACH, 3)),
        one(first, said(2, Side.CANDIDATE, 2), said(3, Side.COACH, 3, **not_counting)),
        one(first, said(2, Side.CANDIDATE, 2, state=CommentState.WITHDRAWN, text="")),
        one(first, attempts=(a_review(interview=interview).attempts[0], again)),  # type: ignore[arg-type]
        one(first, stage=Stage.CLOSED, closed_at=later(4 * HOUR)),
        one(stage=Stage.WITHDRAWN, closed_at=later(HOUR)),
    ]


@pytest.mark.parametrize("wanted", Filter)
async def test_the_queue_shows_what_fits_longest_waiting_first(storage: Storage, wanted: Filter) -> None:
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server(id=ServerId(SERVER + 1)))
        await uow.commit()
    interview = await prepared(storage)
    all_of_them = [await stored(storage, each) for each in reviews_of_each_kind(interview)]
    elsewhere = a_review(interview=await prepared(storage, UserId(CANDIDATE + 1)), server=ServerId(SERVER + 1))
    await stored(storage, elsewhere)
    running = [each for each in all_of_them if not each.is_over]

    async with storage.unit_of_work() as uow:
        found = await uow.reviews.in_queue(SERVER, wanted, coach=COACH, at=NOW)
        several = await uow.reviews.several(found[:3])
        nothing = await uow.reviews.several([])

    fitting = [each for each in running if fits(each, wanted, COACH, NOW)]
    assert found == [each.id for each in sorted(fitting, key=lambda each: (waits_since(each) or each.sent_at, each.id))]
    assert 0 < len(found) < len(running)
    assert {each.id for each in several} == set(found[:3])
    assert nothing == []


async def test_what_was_asked_is_found_for_many_answers_at_once(storage: Storage) -> None:
    one, other = await prepared(storage), await prepared(storage, UserId(CANDIDATE + 1))

    async with storage.unit_of_work() as uow:
        asked = await uow.interviews.asked([(one, 1), (other, 3), (other, 99)])
        nothing = await uow.interviews.asked([])

    assert {answer: each.text for answer, each in asked.items()} == {
        (one, 1): "What would you do about number 1?",
        (other, 3): "What would you do about number 3?",
    }
    assert {each.bank for each in asked.values()} == {"Stripe"}
    assert nothing == {}
