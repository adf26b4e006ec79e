"""Parcels of reviews: where they go, in which order, and which of them show the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.content import ChannelId, MessageId, UserId
from bot.interviewing.domain.effects import AskQuestion, ShowPanel
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.outbound.candidates import Candidate
from bot.outbound.outbox import Destination, Parcel, dm_of
from bot.reviewing.domain.effects import (
    ArchiveThread,
    Audience,
    NewsKind,
    NoticeKind,
    OpenThread,
    Remind,
    RemoveCard,
    RemoveOldPosts,
    RemovePost,
    ReviewEffect,
    ShowPost,
)
from bot.reviewing.domain.model import Review, Side
from bot.reviewing.domain.posts import AFTER_FIRST, CARD, FIRST_PAGE, STATUS, Post, PostKind
from bot.reviewing.usecases.outgoing import REVIEW, destination_of, review_parcels
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, DM_CHANNEL, NOON, a_comment, a_review, an_interview, later, showing
from tests.databases import a_vault
from tests.storage.reviewing import a_shown_page, prepared, stored, waiting

COMMENTS = (a_comment(1), a_comment(2, side=Side.CANDIDATE))
SHOW_CARD = ShowPost(post=CARD, page=FIRST_PAGE, whole=False)
SHOW_STATUS = ShowPost(post=STATUS)
DM = dm_of(CANDIDATE)


@pytest.fixture
async def review(storage: Storage) -> Review:
    return await stored(storage, a_review(interview=await prepared(storage), comments=COMMENTS))


async def put(
    storage: Storage,
    review: Review,
    *effects: ReviewEffect,
    cause: str = "message:1",
    due_at: datetime = NOON,
    line: int | None = None,
) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.put(review_parcels(review, effects, cause=cause, due_at=due_at, line=line))
        await uow.commit()


async def claim(storage: Storage, parcel: Parcel, *, by: str = "one", now: datetime = NOON) -> Parcel | None:
    async with storage.unit_of_work() as uow:
        claimed = await uow.outbox.claim(parcel.id, by=by, now=now, until=later(60))
        await uow.commit()
    return claimed


async def postpone(storage: Storage, parcel: Parcel, *, due_at: datetime) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.postpone(parcel.id, due_at=due_at)
        await uow.commit()


async def deliver(storage: Storage, parcel: Parcel, message: int) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.delivered(parcel.id, MessageId(message), at=later(1))
        await uow.commit()


async def due(storage: Storage, now: datetime = NOON) -> Sequence[Destination]:
    async with storage.unit_of_work() as uow:
        return await uow.outbox.destinations_due(now)


def effects_of(parcels: Sequence[Parcel]) -> list[object]:
    return [parcel.effect for parcel in parcels]


async def test_a_parcel_of_a_review_comes_back_as_it_was_put(storage: Storage, review: Review) -> None:
    await put(storage, review, OpenThread(), cause="interaction:5", due_at=later(7))

    [parcel] = await waiting(storage, destination_of(review.id))

    assert parcel == Parcel(
        id=parcel.id,
        destination=destination_of(review.id),
        candidate=CANDIDATE,
        kind=REVIEW,
        subject=review.id,
        effect=OpenThread(),
        cause="interaction:5",
        nonce=parcel.nonce,
        after=None,
        attempts=0,
        due_at=later(7),
        line=parcel.id,
    )
    assert 10 < len(parcel.nonce) <= 25


async def test_each_effect_goes_to_those_who_read_it(storage: Storage, review: Review) -> None:
    direct = [
        showing(PostKind.COMMENT, 1),
        showing(PostKind.RECEIPT, 2),
        SHOW_STATUS,
        showing(PostKind.NEWS, 3, kind_of=NewsKind.LATE),
        RemovePost(post=Post(kind=PostKind.COMMENT, number=1)),
    ]
    coaches = [
        SHOW_CARD,
        OpenThread(),
        ShowPost(post=CARD, page=AFTER_FIRST),
        showing(PostKind.COMMENT, 2),
        showing(PostKind.RECEIPT, 1),
        showing(PostKind.COPY, 1),
        showing(PostKind.CHANGE, 1, about=MessageId(501)),
        showing(PostKind.NOTICE, 2, kind_of=NoticeKind.LAPSED, person=UserId(2)),
        RemovePost(post=CARD, pages=("1", "2")),
        Remind(audience=Audience.LEADS),
        ArchiveThread(),
        RemoveCard(),
        RemoveOldPosts(channel=ChannelId(9), card=None, thread=None),
    ]

    await put(storage, review, *(each for pair in zip(coaches, direct, strict=False) for each in pair), *coaches[5:])

    assert effects_of(await waiting(storage, DM)) == direct
    assert effects_of(await waiting(storage, destination_of(review.id))) == coaches


async def test_parcels_of_interviews_and_reviews_wait_in_one_line(storage: Storage, review: Review) -> None:
    async with storage.unit_of_work() as uow:
        interview = await uow.interviews.add(an_interview())
        await uow.outbox.put(interview_parcels(interview, [AskQuestion(number=1)], cause="message:1", due_at=NOON))
        await uow.outbox.put(review_parcels(review, [SHOW_STATUS], cause="message:2", due_at=NOON))
        await uow.outbox.put(interview_parcels(interview, [ShowPanel(number=1)], cause="message:3", due_at=NOON))
        await uow.commit()

    assert effects_of(await waiting(storage, DM)) == [AskQuestion(number=1), SHOW_STATUS, ShowPanel(number=1)]


async def test_what_continues_a_parcel_takes_its_place_in_the_line(storage: Storage, review: Review) -> None:
    first, second = showing(PostKind.COMMENT, 2), showing(PostKind.NOTICE, 1, kind_of=NoticeKind.LAPSED)
    await put(storage, review, first, second)
    [begun, behind] = await waiting(storage, destination_of(review.id))

    await put(storage, review, replace(first, page="1"), line=begun.line)
    await put(storage, review, OpenThread(), line=begun.line - 1)

    parcels = await waiting(storage, destination_of(review.id))
    assert effects_of(parcels) == [OpenThread(), first, replace(first, page="1"), second]
    assert [parcel.line for parcel in parcels] == [begun.id - 1, begun.id, begun.id, behind.id]


async def test_a_parcel_knows_the_newest_message_from_before_it_was_put(storage: Storage, review: Review) -> None:
    async with storage.unit_of_work() as uow:
        await uow.candidates.saw_message(CANDIDATE, DM_CHANNEL, MessageId(700))
        await uow.commit()
    interview = review.attempts[0].interview
    await stored(
        storage,
        a_review(
            interview=interview,
            shown_pages=(
                a_shown_page(900),
                a_shown_page(950, page="1"),
                a_shown_page(940, PostKind.STATUS),
            ),
        ),
    )
    await put(storage, review, SHOW_CARD, SHOW_STATUS)
    await stored(
        storage, a_review(interview=interview, question=2, channel=ChannelId(1), shown_pages=(a_shown_page(980),))
    )
    await put(storage, review, OpenThread())

    assert [parcel.after for parcel in await waiting(storage, DM)] == [700]
    assert [parcel.after for parcel in await waiting(storage, destination_of(review.id))] == [950, 980]


@pytest.mark.parametrize(
    "effect",
    [
        SHOW_CARD,
        ShowPost(post=CARD, page=AFTER_FIRST),
        showing(PostKind.ANSWER, 2),
        showing(PostKind.COMMENT, 1),
        showing(PostKind.COMMENT, 2, page="2"),
        showing(PostKind.COPY, 1),
        showing(PostKind.RECEIPT, 1),
        SHOW_STATUS,
    ],
    ids=repr,
)
async def test_a_post_that_waits_is_not_put_twice(storage: Storage, review: Review, effect: ShowPost) -> None:
    await put(storage, review, effect, due_at=later(5))
    before = [*await waiting(storage, DM), *await waiting(storage, destination_of(review.id))]

    await put(storage, review, effect, effect, cause="message:2", line=1)

    assert [*await waiting(storage, DM), *await waiting(storage, destination_of(review.id))] == before
    assert len(before) == 1


async def test_posts_that_differ_in_anything_are_all_shown(storage: Storage, review: Review) -> None:
    other = await stored(storage, a_review(interview=review.attempts[0].interview))
    different = [
        ShowPost(post=CARD),
        SHOW_CARD,
        replace(SHOW_CARD, whole=True),
        replace(SHOW_CARD, page="1"),
        replace(SHOW_CARD, page=None),
        showing(PostKind.ANSWER, 2),
        showing(PostKind.COPY, 1),
        showing(PostKind.COPY, 11),
    ]

    await put(storage, review, *different, *different)
    await put(storage, other, SHOW_CARD, SHOW_STATUS)
    await put(storage, review, SHOW_STATUS)

    assert effects_of(await waiting(storage, destination_of(review.id))) == different
    assert effects_of(await waiting(storage, destination_of(other.id))) == [SHOW_CARD]
    assert effects_of(await waiting(storage, DM)) == [SHOW_STATUS, SHOW_STATUS]


@pytest.mark.parametrize(
    "effect",
    [
        showing(PostKind.NOTICE, 1, kind_of=NoticeKind.RATED),
        showing(PostKind.CHANGE, 1, about=MessageId(501)),
        showing(PostKind.NEWS, 1, kind_of=NewsKind.CLOSED),
        OpenThread(),
        ArchiveThread(),
        RemovePost(post=CARD),
        RemoveCard(),
        RemoveOldPosts(channel=ChannelId(9), card=None, thread=None),
        Remind(audience=Audience.COACHES),
    ],
    ids=repr,
)
async def test_what_happened_is_told_each_time_it_did(storage: Storage, review: Review, effect: ReviewEffect) -> None:
    await put(storage, review, effect, effect)
    await put(storage, review, effect)

    assert effects_of([*await waiting(storage, DM), *await waiting(storage, destination_of(review.id))]) == [effect] * 3


async def test_a_post_that_waits_becomes_the_reply_to_the_interaction_that_changes_it(
    storage: Storage, review: Review
) -> None:
    await put(storage, review, SHOW_STATUS, due_at=later(90))
    [before] = await waiting(storage, DM)

    await put(storage, review, SHOW_STATUS, cause="interaction:5", due_at=later(5))

    assert await waiting(storage, DM) == [replace(before, cause="interaction:5", due_at=later(5))]


@pytest.mark.parametrize("cause", ["message:9", "parcel:3", "interaction:9:review", "interaction:9:finished"])
async def test_a_reply_that_somebody_waits_for_stays_one(storage: Storage, review: Review, cause: str) -> None:
    await put(storage, review, SHOW_STATUS, cause="interaction:5", due_at=later(5))
    before = await waiting(storage, DM)

    await put(storage, review, SHOW_STATUS, cause=cause, due_at=NOON)

    assert await waiting(storage, DM) == before


async def test_a_panel_that_waits_keeps_its_cause(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        interview = await uow.interviews.add(an_interview())
        for cause in ("message:1", "interaction:5"):
            await uow.outbox.put(interview_parcels(interview, [ShowPanel(number=1)], cause=cause, due_at=NOON))
        await uow.commit()

    assert [parcel.cause for parcel in await waiting(storage, DM)] == ["message:1"]


async def test_a_post_changed_while_it_is_being_sent_is_shown_once_more(storage: Storage, review: Review) -> None:
    place = destination_of(review.id)
    await put(storage, review, SHOW_CARD)
    [sent] = await waiting(storage, place)
    await claim(storage, sent)
    await put(storage, review, SHOW_CARD)
    await put(storage, review, SHOW_CARD)
    await deliver(storage, sent, 900)

    [again] = await waiting(storage, place)

    assert again.id != sent.id
    assert await claim(storage, again) is not None


async def test_a_post_given_back_shows_what_changed_meanwhile_too(storage: Storage, review: Review) -> None:
    place = destination_of(review.id)
    await put(storage, review, SHOW_CARD)
    [begun] = await waiting(storage, place)
    await claim(storage, begun)
    await put(storage, review, SHOW_CARD, replace(SHOW_CARD, page="1"), cause="message:2")

    await postpone(storage, begun, due_at=later(2))

    [left, other] = await waiting(storage, place)
    assert left == replace(begun, attempts=1, due_at=later(2))
    assert other.effect == replace(SHOW_CARD, page="1")


async def test_a_post_given_back_becomes_the_reply_that_was_put_meanwhile(storage: Storage, review: Review) -> None:
    await put(storage, review, SHOW_STATUS)
    [begun] = await waiting(storage, DM)
    await claim(storage, begun)
    await put(storage, review, SHOW_STATUS, cause="interaction:5", due_at=later(5))

    await postpone(storage, begun, due_at=later(90))

    assert await waiting(storage, DM) == [replace(begun, attempts=1, cause="interaction:5", due_at=later(5))]


async def test_claims_of_a_process_that_is_gone_are_released(storage: Storage, review: Review) -> None:
    place = destination_of(review.id)
    notice = showing(PostKind.NOTICE, 1, kind_of=NoticeKind.LAPSED)
    await put(storage, review, SHOW_CARD, notice, SHOW_STATUS, OpenThread())
    for parcel in (*await waiting(storage, place), *await waiting(storage, DM)):
        await claim(storage, parcel)
    await put(storage, review, SHOW_CARD, notice, SHOW_STATUS, OpenThread())

    async with storage.unit_of_work() as uow:
        await uow.outbox.release_claims()
        await uow.commit()

    left = await waiting(storage, place)
    assert [(parcel.effect, parcel.attempts) for parcel in left] == [
        (SHOW_CARD, 1),
        (notice, 1),
        (OpenThread(), 1),
        (notice, 0),
        (OpenThread(), 0),
    ]
    assert [parcel.attempts for parcel in await waiting(storage, DM)] == [1]
    assert all([await claim(storage, parcel, by="new") for parcel in left])


async def test_coaches_get_what_is_due_while_the_candidate_cannot_be_reached(storage: Storage, review: Review) -> None:
    other = await stored(storage, a_review(interview=await prepared(storage, UserId(5)), candidate=UserId(5)))
    await put(storage, review, SHOW_STATUS, due_at=later(1))
    await put(storage, other, SHOW_STATUS)
    await put(storage, review, SHOW_CARD, OpenThread(), due_at=later(9))
    async with storage.unit_of_work() as uow:
        await uow.candidates.save(Candidate(id=CANDIDATE, unreachable_since=NOON))
        await uow.commit()

    assert await due(storage, later(8)) == [dm_of(UserId(5))]
    assert await due(storage, later(9)) == [dm_of(UserId(5)), destination_of(review.id)]
    async with storage.unit_of_work() as uow:
        assert await uow.outbox.next_due() == NOON
    await deliver(storage, (await waiting(storage, dm_of(UserId(5))))[0], 900)
    async with storage.unit_of_work() as uow:
        assert await uow.outbox.next_due() == later(9)


@pytest.mark.postgres
async def test_whoever_claims_a_post_waits_for_those_who_change_what_it_shows(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        review = await stored(one, a_review(interview=await prepared(one)))
        await put(one, review, SHOW_CARD)
        [parcel] = await waiting(one, destination_of(review.id))

        async with one.unit_of_work() as changing, other.unit_of_work() as sending:
            await changing.reviews.save(replace(review, counter=7))
            await changing.outbox.put(review_parcels(review, [SHOW_CARD], cause="message:2", due_at=NOON))
            claiming = asyncio.create_task(sending.outbox.claim(parcel.id, by="two", now=NOON, until=later(60)))
            await asyncio.wait([claiming], timeout=0.2)
            assert not claiming.done()
            await changing.commit()
            assert await claiming == parcel
            shown = await sending.reviews.get(review.id)
            assert shown is not None
            assert shown.counter == 7
            await sending.commit()

        assert [each.id for each in await waiting(one, destination_of(review.id))] == [parcel.id]


@pytest.mark.postgres
@pytest.mark.parametrize("saved", [True, False])
async def test_a_post_put_while_another_process_gives_it_back_is_no_conflict(postgres_url: str, saved: bool) -> None:
    """Also where the review itself has not changed: an edited answer changes only what its card shows."""
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        review = await stored(one, a_review(interview=await prepared(one)))
        await put(one, review, SHOW_CARD)
        [parcel] = await waiting(one, destination_of(review.id))
        await claim(other, parcel)

        async with one.unit_of_work() as changing:
            if saved:
                await changing.reviews.save(review)
            await changing.outbox.put(review_parcels(review, [SHOW_CARD], cause="message:2", due_at=NOON))
            giving_back = asyncio.create_task(postpone(other, parcel, due_at=later(1)))
            await asyncio.wait([giving_back], timeout=0.2)
            assert not giving_back.done()
            await changing.commit()
        await giving_back

        assert [each.id for each in await waiting(one, destination_of(review.id))] == [parcel.id]


@pytest.mark.postgres
async def test_two_who_put_the_same_post_at_once_put_one(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        review = await stored(one, a_review(interview=await prepared(one)))

        await asyncio.gather(*(put(each, review, SHOW_CARD, SHOW_STATUS) for each in (one, other) * 5))

        assert len(await waiting(one, destination_of(review.id))) == 1
        assert len(await waiting(one, DM)) == 1
