"""Parcels wait until they are delivered, each is sent by one process at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.content import ChannelId, MessageId, UserId
from bot.interviewing.domain.effects import AskQuestion, Effect, ShowHint, ShowPanel, ShowSummary
from bot.interviewing.domain.model import Interview, Rung
from bot.interviewing.usecases.outgoing import INTERVIEW, interview_parcels
from bot.outbound.candidates import Candidate
from bot.outbound.outbox import Destination, Find, Parcel, dm_of
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, an_interview, later
from tests.databases import a_vault

ASK = AskQuestion(number=1)
PANEL = ShowPanel(number=1)


@pytest.fixture
async def interview(storage: Storage) -> Interview:
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(an_interview())
        await uow.commit()
    return added


async def put(storage: Storage, interview: Interview, *effects: Effect, due_at: datetime = NOON) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.put(interview_parcels(interview, effects, cause="message:1", due_at=due_at))
        await uow.commit()


async def waiting(storage: Storage, candidate: UserId = CANDIDATE) -> Sequence[Parcel]:
    async with storage.unit_of_work() as uow:
        return await uow.outbox.waiting_for(dm_of(candidate))


async def claim(storage: Storage, parcel: Parcel, *, now: datetime = NOON, by: str = "one") -> Parcel | None:
    async with storage.unit_of_work() as uow:
        claimed = await uow.outbox.claim(parcel.id, by=by, now=now, until=later(60))
        await uow.commit()
    return claimed


async def deliver(storage: Storage, parcel: Parcel, message: int = 900) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.delivered(parcel.id, MessageId(message), at=later(1))
        await uow.commit()


async def postpone(storage: Storage, parcel: Parcel, *, due_at: datetime) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.postpone(parcel.id, due_at=due_at)
        await uow.commit()


async def drop(storage: Storage, parcel: Parcel) -> None:
    async with storage.unit_of_work() as uow:
        await uow.outbox.drop(parcel.id, reason="obsolete")
        await uow.commit()


async def due(storage: Storage, now: datetime = NOON) -> Sequence[Destination]:
    async with storage.unit_of_work() as uow:
        return await uow.outbox.destinations_due(now)


def dms(*candidates: int) -> list[Destination]:
    return [dm_of(UserId(each)) for each in candidates]


async def next_due(storage: Storage) -> datetime | None:
    async with storage.unit_of_work() as uow:
        return await uow.outbox.next_due()


async def test_parcels_wait_in_the_order_in_which_they_were_put(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK, PANEL, due_at=later(5))
    await put(storage, interview, ShowSummary(), due_at=NOON)

    parcels = await waiting(storage)

    assert [parcel.effect for parcel in parcels] == [ASK, PANEL, ShowSummary()]
    assert [parcel.due_at for parcel in parcels] == [later(5), later(5), NOON]
    first = parcels[0]
    assert (first.kind, first.subject, first.effect) == (INTERVIEW, interview.id, ASK)
    assert (first.destination, first.candidate, first.cause) == (dm_of(CANDIDATE), CANDIDATE, "message:1")
    assert (first.attempts, first.after, first.line) == (0, None, first.id)
    assert await waiting(storage, UserId(2)) == []


async def test_each_parcel_has_a_nonce_that_discord_takes(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, *[ASK] * 20)

    nonces = {parcel.nonce for parcel in await waiting(storage)}

    assert len(nonces) == 20
    assert all(10 < len(nonce) <= 25 for nonce in nonces)


async def test_a_parcel_knows_the_newest_message_when_it_was_put(storage: Storage, interview: Interview) -> None:
    async with storage.unit_of_work() as uow:
        await uow.candidates.saw_message(CANDIDATE, ChannelId(10), MessageId(700))
        await uow.outbox.put(interview_parcels(interview, [ASK], cause="message:700", due_at=NOON))
        await uow.candidates.saw_message(CANDIDATE, ChannelId(10), MessageId(800))
        await uow.commit()

    assert [parcel.after for parcel in await waiting(storage)] == [700]


async def test_a_panel_that_waits_is_not_put_twice(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, PANEL)
    await put(storage, interview, PANEL, ShowPanel(number=2), due_at=later(9))
    await put(storage, interview, PANEL, ASK, ASK)

    parcels = await waiting(storage)

    assert [parcel.effect for parcel in parcels] == [PANEL, ShowPanel(number=2), ASK, ASK]
    assert parcels[0].due_at == NOON


async def test_a_panel_changed_while_it_is_being_sent_is_shown_once_more(
    storage: Storage, interview: Interview
) -> None:
    await put(storage, interview, PANEL)
    [sent] = await waiting(storage)
    await claim(storage, sent)
    await put(storage, interview, PANEL)
    await put(storage, interview, PANEL)
    await deliver(storage, sent)

    [again] = await waiting(storage)

    assert again.id != sent.id
    assert await claim(storage, again) is not None


async def test_a_panel_given_back_shows_what_changed_meanwhile_too(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, PANEL)
    [begun] = await waiting(storage)
    await claim(storage, begun)
    await put(storage, interview, PANEL)

    await postpone(storage, begun, due_at=later(2))

    [left] = await waiting(storage)
    assert left == replace(begun, attempts=1, due_at=later(2))


async def test_panels_of_other_questions_and_interviews_are_left_alone(storage: Storage, interview: Interview) -> None:
    async with storage.unit_of_work() as uow:
        other = await uow.interviews.add(an_interview(candidate=UserId(2)))
        await uow.commit()
    await put(storage, interview, PANEL)
    [begun] = await waiting(storage)
    await claim(storage, begun)
    await put(storage, interview, ShowPanel(number=2), ASK)
    await put(storage, other, PANEL)

    await postpone(storage, begun, due_at=NOON)

    assert [parcel.effect for parcel in await waiting(storage)] == [PANEL, ShowPanel(number=2), ASK]
    assert [parcel.effect for parcel in await waiting(storage, UserId(2))] == [PANEL]


async def test_a_delivered_panel_makes_room_for_the_next(storage: Storage, interview: Interview) -> None:
    for message in (900, 900, 901):
        await put(storage, interview, PANEL)
        [parcel] = await waiting(storage)
        await claim(storage, parcel)
        await deliver(storage, parcel, message)

    assert await waiting(storage) == []


async def test_a_parcel_is_claimed_by_one_process(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK)
    [parcel] = await waiting(storage)

    claims = await asyncio.gather(*(claim(storage, parcel, by=name) for name in ("one", "two", "three")))

    assert sorted(claims, key=repr) == sorted([parcel, None, None], key=repr)
    assert [each.attempts for each in await waiting(storage)] == [1]


async def test_a_lapsed_claim_can_be_taken_over(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK)
    [parcel] = await waiting(storage)
    await claim(storage, parcel)

    assert await claim(storage, parcel, by="two", now=later(59.9)) is None
    taken_over = await claim(storage, parcel, by="two", now=later(60))
    assert taken_over == replace(parcel, attempts=1, due_at=later(60))


async def test_nothing_but_a_waiting_parcel_can_be_claimed(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK, ASK)
    gone, dropped = await waiting(storage)
    await deliver(storage, gone)
    await drop(storage, dropped)

    assert [await claim(storage, parcel) for parcel in (gone, dropped)] == [None, None]
    assert await claim(storage, replace(gone, id=999)) is None


async def test_a_postponed_parcel_is_free_and_remembers_its_attempts(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK)
    [parcel] = await waiting(storage)
    await claim(storage, parcel)

    await postpone(storage, parcel, due_at=later(30))

    [again] = await waiting(storage)
    assert again == replace(parcel, due_at=later(30), attempts=1)
    assert await claim(storage, again, by="two", now=later(30)) == again


async def test_a_claimed_parcel_is_due_even_if_it_was_held_back(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK, due_at=later(5))
    [parcel] = await waiting(storage)

    await claim(storage, parcel, now=later(1))

    [begun] = await waiting(storage)
    assert begun.due_at == later(1)


async def test_a_parcel_that_was_never_begun_has_no_attempts_when_postponed(
    storage: Storage, interview: Interview
) -> None:
    await put(storage, interview, PANEL)
    [parcel] = await waiting(storage)

    await postpone(storage, parcel, due_at=later(1))

    assert await waiting(storage) == [replace(parcel, due_at=later(1))]


async def test_a_delivery_is_known_by_its_message(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK)
    [parcel] = await waiting(storage)
    await deliver(storage, parcel, 900)
    await deliver(storage, parcel, 901)
    await postpone(storage, parcel, due_at=NOON)
    await drop(storage, parcel)

    async with storage.unit_of_work() as uow:
        assert await uow.outbox.is_delivery(MessageId(900))
        assert not await uow.outbox.is_delivery(MessageId(901))
    assert await waiting(storage) == []


async def test_a_found_message_is_the_delivery_of_one_parcel(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK)
    await put(storage, interview, ShowHint(number=1, rung=Rung.WHY))
    asked, hint = await waiting(storage)
    found = []

    for parcel in (asked, asked, hint):
        async with storage.unit_of_work() as uow:
            found.append(await uow.outbox.found(parcel.id, MessageId(900), at=NOON))
            await uow.commit()

    assert found == [Find.OWN, Find.KNOWN, Find.OF_ANOTHER]
    assert await waiting(storage) == [hint]


async def test_a_dropped_parcel_that_arrived_all_the_same_is_delivered(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK)
    [parcel] = await waiting(storage)
    await drop(storage, parcel)
    await deliver(storage, parcel, 900)

    async with storage.unit_of_work() as uow:
        assert await uow.outbox.is_delivery(MessageId(900))


async def test_candidates_with_something_due_are_served_in_the_order_of_their_oldest_parcel(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        mine = {number: await uow.interviews.add(an_interview(candidate=UserId(number))) for number in range(1, 6)}
        await uow.commit()
    await put(storage, mine[3], ASK, ASK)
    await put(storage, mine[1], ASK)
    await put(storage, mine[2], ASK, due_at=later(1))
    await put(storage, mine[4], ASK)
    [claimed] = await waiting(storage, UserId(4))
    await claim(storage, claimed)

    assert await due(storage) == dms(3, 1)
    assert await due(storage, later(1)) == dms(3, 1, 2)
    assert await due(storage, later(60)) == dms(3, 1, 2, 4)


async def test_nothing_is_due_to_somebody_who_cannot_be_reached(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK)
    async with storage.unit_of_work() as uow:
        await uow.candidates.save(Candidate(id=CANDIDATE, unreachable_since=NOON))
        await uow.commit()

    assert await due(storage) == []
    assert await next_due(storage) is None
    assert len(await waiting(storage)) == 1


async def test_the_next_moment_is_when_a_parcel_falls_due_or_a_claim_lapses(
    storage: Storage, interview: Interview
) -> None:
    assert await next_due(storage) is None
    await put(storage, interview, ASK, due_at=later(90))
    assert await next_due(storage) == later(90)

    await put(storage, interview, PANEL, due_at=later(5))
    assert await next_due(storage) == later(5)

    await claim(storage, (await waiting(storage))[1])
    assert await next_due(storage) == later(60)

    await deliver(storage, (await waiting(storage))[1])
    assert await next_due(storage) == later(90)


async def test_claims_of_a_process_that_is_gone_are_released(storage: Storage, interview: Interview) -> None:
    await put(storage, interview, ASK, PANEL)
    for parcel in await waiting(storage):
        await claim(storage, parcel)
    await put(storage, interview, PANEL)

    async with storage.unit_of_work() as uow:
        await uow.outbox.release_claims()
        await uow.commit()

    left = await waiting(storage)
    assert [(parcel.effect, parcel.attempts) for parcel in left] == [(ASK, 1), (PANEL, 1)]
    assert await due(storage) == [dm_of(CANDIDATE)]
    assert all([await claim(storage, parcel, by="new") for parcel in left])


async def test_a_sqlite_bot_that_was_killed_finds_its_parcels_free_when_it_starts_again(sqlite_url: str) -> None:
    async with Storage(sqlite_url, a_vault()) as storage:
        async with storage.unit_of_work() as uow:
            added = await uow.interviews.add(an_interview())
            await uow.commit()
        await put(storage, added, ASK)
        [parcel] = await waiting(storage)
        await claim(storage, parcel)

    async with Storage(sqlite_url, a_vault()) as storage:
        assert await due(storage) == [dm_of(CANDIDATE)]
        assert await claim(storage, parcel, by="new") == replace(parcel, attempts=1)


@pytest.mark.postgres
async def test_a_second_bot_on_postgresql_leaves_the_claims_of_the_first_alone(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one:
        async with one.unit_of_work() as uow:
            added = await uow.interviews.add(an_interview())
            await uow.commit()
        await put(one, added, ASK)
        [parcel] = await waiting(one)
        await claim(one, parcel)
        async with Storage(postgres_url, a_vault()) as other:
            assert await claim(other, parcel, by="two") is None


@pytest.mark.postgres
async def test_whoever_claims_a_panel_waits_for_those_who_change_what_it_shows(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        async with one.unit_of_work() as uow:
            added = await uow.interviews.add(an_interview())
            await uow.outbox.put(interview_parcels(added, [PANEL], cause="message:1", due_at=NOON))
            await uow.commit()
        [parcel] = await waiting(one)

        async with one.unit_of_work() as changing, other.unit_of_work() as sending:
            await changing.interviews.save(replace(added, position=2))
            await changing.outbox.put(interview_parcels(added, [PANEL], cause="message:2", due_at=NOON))
            claiming = asyncio.create_task(sending.outbox.claim(parcel.id, by="two", now=NOON, until=later(60)))
            await asyncio.wait([claiming], timeout=0.2)
            assert not claiming.done()
            await changing.commit()
            assert await claiming == parcel
            shown = await sending.interviews.get(added.id)
            assert shown is not None
            assert shown.position == 2
            await sending.commit()

        assert [each.id for each in await waiting(one)] == [parcel.id]


@pytest.mark.postgres
async def test_a_panel_put_while_another_process_gives_it_back_is_no_conflict(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        async with one.unit_of_work() as uow:
            added = await uow.interviews.add(an_interview())
            await uow.outbox.put(interview_parcels(added, [PANEL], cause="message:1", due_at=NOON))
            await uow.commit()
        [parcel] = await waiting(one)
        await claim(other, parcel)

        async with one.unit_of_work() as changing:
            await changing.interviews.save(added)
            await changing.outbox.put(interview_parcels(added, [PANEL], cause="message:2", due_at=NOON))
            giving_back = asyncio.create_task(postpone(other, parcel, due_at=later(1)))
            await asyncio.wait([giving_back], timeout=0.2)
            await changing.commit()
        await giving_back

        assert [each.id for each in await waiting(one)] == [parcel.id]
