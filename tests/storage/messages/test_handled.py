"""What was handled long ago is removed, and nobody can tell."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.core.content import MessageId, UserId, first_id_at
from bot.interviewing.domain.effects import AskQuestion
from bot.interviewing.domain.model import Interview
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.outbound.handled import Limits
from bot.outbound.outbox import Find, dm_of
from bot.outbound.reachability import forget_channel
from bot.reviewing.domain.effects import Audience, NewsKind, Remind, ReviewEffect, ShowNews
from bot.reviewing.domain.model import Review
from bot.reviewing.usecases.outgoing import destination_of, review_parcels
from bot.storage.messages.inbox import event_of
from bot.storage.messages.newest import PUT_BEFORE
from bot.storage.schema.interviews import outbox
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, DM_CHANNEL, NOON, a_review, an_interview
from tests.databases import a_vault
from tests.storage.handled import (
    KEEP,
    LONG_AFTER,
    entries,
    limits,
    parcels,
    remove_delivered,
    remove_dropped,
    remove_seen,
    seen,
)
from tests.storage.reviewing import prepared, stored

OTHER = UserId(1009)
OLD_ENOUGH = Limits(before=LONG_AFTER, horizon=10_000, sent_before=LONG_AFTER)
RECENT = LONG_AFTER - timedelta(days=1)


async def sees(storage: Storage, cause: str) -> bool:
    async with storage.unit_of_work() as uow:
        first = await uow.inbox.first_sight(cause)
        assert await uow.inbox.has_seen(cause)
        await uow.commit()
    return first


async def an_interview_of(storage: Storage, candidate: UserId = CANDIDATE) -> Interview:
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(an_interview(candidate=candidate))
        await uow.commit()
    return added


async def put(storage: Storage, interview: Interview, *, knows: int | None = None) -> int:
    """A parcel for the candidate, who was last shown or wrote this message. Returns its number."""
    async with storage.unit_of_work() as uow:
        if knows is not None:
            await uow.candidates.saw_message(interview.candidate, DM_CHANNEL, MessageId(knows))
        await uow.outbox.put(interview_parcels(interview, [AskQuestion(number=1)], cause="message:1", due_at=NOON))
        await uow.commit()
        return (await uow.outbox.waiting_for(dm_of(interview.candidate)))[-1].id


async def deliver(storage: Storage, parcel: int, *, message: int, at: datetime = NOON) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.delivered(parcel, MessageId(message), at=at)
        await uow.commit()


async def delivered(storage: Storage, interview: Interview, *messages: int, at: datetime = NOON) -> None:
    """Parcels that were put and delivered as these messages, one after the other."""
    for each in messages:
        await deliver(storage, await put(storage, interview, knows=each - 1), message=each, at=at)


async def of_review(storage: Storage, review: Review, effect: ReviewEffect, *, message: int | None = None) -> None:
    """A parcel of the review that waits, or was delivered as that message."""
    async with storage.unit_of_work() as uow:
        await uow.outbox.put(review_parcels(review, [effect], cause="message:1", due_at=NOON))
        here = (
            *await uow.outbox.waiting_for(destination_of(review.id)),
            *await uow.outbox.waiting_for(dm_of(CANDIDATE)),
        )
        if message is not None:
            await uow.outbox.delivered(here[-1].id, MessageId(message), at=NOON)
        await uow.commit()


async def erased(storage: Storage, review: Review) -> None:
    async with storage.unit_of_work() as uow:
        found = await uow.reviews.get(review.id)
        assert found is not None
        await uow.reviews.save(replace(found, focus="", shown_name=""))
        await uow.commit()


async def test_an_old_entry_of_the_inbox_is_removed_and_its_event_still_counts_as_seen(storage: Storage) -> None:
    await seen(storage, "message:700", "refused:701", "hint:702", "interaction:703")
    await seen(storage, "message:800", at=RECENT)

    batch = await remove_seen(storage, await limits(storage))

    assert (batch.removed, batch.is_last) == (4, True)
    assert await entries(storage) == {"message:800"}
    assert not await sees(storage, "message:700")
    assert not await sees(storage, "refused:701")


async def test_what_is_as_old_was_handled_even_if_nobody_remembers_it(storage: Storage) -> None:
    await seen(storage, "message:700")
    await remove_seen(storage, await limits(storage))

    assert not await sees(storage, "message:650"), "deleted before it was stored, perhaps"
    assert await sees(storage, "message:701")
    assert await entries(storage) == {"message:701"}


async def test_what_came_while_no_bot_ran_is_new_however_long_that_was(storage: Storage) -> None:
    await seen(storage, "message:700")

    horizon = (await limits(storage, NOON + 20 * KEEP)).horizon

    assert horizon == 700
    assert await sees(storage, "message:701")


async def test_the_horizon_is_never_lowered(storage: Storage) -> None:
    await seen(storage, "message:700")
    await limits(storage)
    await seen(storage, "message:701", at=NOON - 9 * KEEP)

    assert (await limits(storage, NOON - 8 * KEEP)).horizon == 700
    assert (await limits(storage)).horizon == 701


async def test_the_horizon_is_never_above_what_was_seen_by_the_clock_of_discord(storage: Storage) -> None:
    ahead = first_id_at(LONG_AFTER)
    await seen(storage, f"message:{ahead}")

    assert (await limits(storage)).horizon == first_id_at(LONG_AFTER - KEEP)
    assert await sees(storage, f"message:{ahead + 1}")
    assert (await remove_seen(storage, await limits(storage))).removed == 0


async def test_the_form_that_was_sent_is_remembered_for_good(storage: Storage) -> None:
    await seen(storage, "form:3001-dGVzdA", "form:70", "message:700")
    await remove_seen(storage, await limits(storage))

    assert await entries(storage) == {"form:3001-dGVzdA", "form:70"}
    assert await sees(storage, "form:71")


async def test_the_hint_on_an_edit_is_as_old_as_the_edit(storage: Storage) -> None:
    edited = first_id_at(LONG_AFTER)
    milliseconds = int(LONG_AFTER.timestamp() * 1000)
    await seen(storage, "hint:600:1600000000000", f"message:{first_id_at(NOON)}")
    await remove_seen(storage, await limits(storage))

    assert event_of(f"hint:600:{milliseconds}") == edited
    assert not await sees(storage, "hint:600")
    assert await sees(storage, f"hint:600:{milliseconds}")


async def test_entries_are_removed_batch_by_batch(storage: Storage) -> None:
    await seen(storage, *(f"message:{number}" for number in range(700, 707)))
    old = await limits(storage)

    batches = [await remove_seen(storage, old, most=3) for _ in range(3)]

    assert [(each.removed, each.is_last) for each in batches] == [(3, False), (3, False), (1, True)]


async def test_a_delivered_parcel_is_removed_when_it_is_old_and_a_waiting_one_never(storage: Storage) -> None:
    interview = await an_interview_of(storage)
    await delivered(storage, interview, 700, 702)
    await delivered(storage, interview, 704, at=RECENT)
    await put(storage, interview, knows=20_000)

    batch = await remove_delivered(storage, Limits(before=LONG_AFTER - KEEP, horizon=10_000, sent_before=LONG_AFTER))

    assert batch.removed == 2
    assert await parcels(storage) == {"delivered": 1, "waiting": 1}


async def test_a_delivered_parcel_stays_until_the_horizon_has_passed_its_message(storage: Storage) -> None:
    await delivered(storage, await an_interview_of(storage), 700, 702)

    await remove_delivered(storage, Limits(before=LONG_AFTER, horizon=701, sent_before=LONG_AFTER))

    assert await parcels(storage) == {"delivered": 1}


async def test_what_an_interview_has_sent_goes_sooner_except_for_the_newest_parcels(storage: Storage) -> None:
    mine, theirs = await an_interview_of(storage), await an_interview_of(storage, OTHER)
    looking = await put(storage, theirs, knows=700)
    await delivered(storage, mine, 696, 698)
    await deliver(storage, await put(storage, theirs), message=702)
    review = await stored(storage, a_review(interview=await prepared(storage)))
    await of_review(storage, review, ShowNews(number=1, kind=NewsKind.LATE), message=704)
    await erased(storage, review)
    await delivered(storage, mine, *range(706, 706 + 2 * PUT_BEFORE, 2))
    not_long = Limits(before=NOON - KEEP, horizon=0, sent_before=LONG_AFTER)

    assert (await remove_delivered(storage, not_long)).removed == 2

    assert await parcels(storage) == {"delivered": 2 + PUT_BEFORE, "waiting": 1}
    async with storage.unit_of_work() as uow:
        assert await uow.outbox.found(looking, MessageId(702), at=NOON) is Find.OF_ANOTHER
    assert (await remove_delivered(storage, replace(not_long, sent_before=NOON))).removed == 0


async def test_each_batch_begins_behind_what_the_last_one_looked_at(storage: Storage) -> None:
    interview = await an_interview_of(storage)
    await delivered(storage, interview, *range(700, 714, 2))
    kept = await an_interview_of(storage, OTHER)
    await delivered(storage, kept, 20_000, 20_002)  # above the horizon, so they stay
    batches = [await remove_delivered(storage, OLD_ENOUGH, most=4)]

    while not batches[-1].is_last:
        batches.append(await remove_delivered(storage, OLD_ENOUGH, reached=batches[-1].reached, most=4))

    assert [each.removed for each in batches] == [4, 3, 0]
    assert await parcels(storage) == {"delivered": 2}


async def test_a_parcel_of_a_review_stays_until_the_review_is_erased(storage: Storage) -> None:
    review = await stored(storage, a_review(interview=await prepared(storage)))
    await of_review(storage, review, ShowNews(number=1, kind=NewsKind.LATE), message=700)

    kept = await remove_delivered(storage, OLD_ENOUGH)
    async with storage.unit_of_work() as uow:
        assert await uow.reviews.shown_in(MessageId(700)) is not None
    await erased(storage, review)
    removed = await remove_delivered(storage, OLD_ENOUGH)

    assert (kept.removed, removed.removed) == (0, 1)


async def test_what_a_waiting_parcel_could_take_for_its_own_stays(storage: Storage) -> None:
    mine, theirs = await an_interview_of(storage), await an_interview_of(storage, OTHER)
    looking = await put(storage, mine, knows=690)
    await deliver(storage, await put(storage, mine), message=700)
    await delivered(storage, theirs, 702)

    await remove_delivered(storage, OLD_ENOUGH)

    assert await parcels(storage) == {"delivered": 1, "waiting": 1}
    async with storage.unit_of_work() as uow:
        assert await uow.outbox.found(looking, MessageId(700), at=NOON) is Find.OF_ANOTHER


async def test_what_a_waiting_parcel_of_a_review_could_take_for_its_own_stays_in_its_server(storage: Storage) -> None:
    review = await stored(storage, a_review(interview=await prepared(storage)))
    other = await stored(storage, a_review(interview=await prepared(storage, OTHER), candidate=OTHER))
    await of_review(storage, review, Remind(audience=Audience.COACHES), message=700)
    await erased(storage, review)
    await of_review(storage, other, Remind(audience=Audience.COACHES))

    assert (await remove_delivered(storage, OLD_ENOUGH)).removed == 0

    async with storage.engine.begin() as connection:
        await connection.execute(update(outbox).where(outbox.c.state == "waiting").values(after=20_000))
    assert (await remove_delivered(storage, OLD_ENOUGH)).removed == 1


async def test_a_later_parcel_does_not_take_a_message_for_its_own_whose_parcel_was_removed(storage: Storage) -> None:
    mine, theirs = await an_interview_of(storage), await an_interview_of(storage, OTHER)
    await delivered(storage, mine, 700)
    await remove_delivered(storage, OLD_ENOUGH)
    await delivered(storage, theirs, 900)
    async with storage.unit_of_work() as uow:
        await forget_channel(uow, CANDIDATE)  # and with it what is known there
        await uow.commit()
    looking = await put(storage, mine)

    async with storage.unit_of_work() as uow:
        [parcel] = await uow.outbox.waiting_for(dm_of(CANDIDATE))
        assert parcel.after is None
        assert await uow.outbox.found(looking, MessageId(700), at=NOON) is Find.OF_ANOTHER
        assert await uow.outbox.found(looking, MessageId(901), at=NOON) is Find.OWN


async def test_a_dropped_parcel_is_removed_by_the_time_at_which_it_was_due(storage: Storage) -> None:
    interview = await an_interview_of(storage)
    numbers = [await put(storage, interview) for _ in range(3)]
    async with storage.unit_of_work() as uow:
        await uow.outbox.postpone(numbers[2], due_at=RECENT)
        for each in numbers[:2]:
            await uow.outbox.drop(each, reason="obsolete")
        await uow.outbox.drop(numbers[2], reason="obsolete")
        await uow.commit()
    old = Limits(before=LONG_AFTER - KEEP, horizon=0, sent_before=LONG_AFTER)

    batches = [await remove_dropped(storage, old, most=1) for _ in range(3)]

    assert [(each.removed, each.is_last) for each in batches] == [(1, False), (1, False), (0, True)]
    assert await parcels(storage) == {"dropped": 1}


@pytest.mark.postgres
async def test_two_processes_remove_each_row_once(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        await seen(one, *(f"message:{number}" for number in range(700, 720)))
        await delivered(one, await an_interview_of(one), *range(700, 720, 2))
        old = await limits(one)

        assert await limits(other) == old
        of_inbox = await asyncio.gather(*(remove_seen(each, old, most=20) for each in (one, other)))
        of_outbox = await asyncio.gather(*(remove_delivered(each, old, most=20) for each in (one, other)))

        assert sum(each.removed for each in of_outbox) == 10
        assert sum(each.removed for each in of_inbox) == 20
        assert (await entries(one), await parcels(one)) == (set(), {})
