"""What the bot remembers of candidates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.core.content import ChannelId, InteractionId, InterviewId, MessageId, UserId
from bot.interviewing.domain.model import Phase
from bot.outbound.candidates import Candidate
from bot.outbound.rejection import Barrier
from bot.reviewing.domain.model import Stage
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, a_review, a_server, an_interview, later
from tests.storage.statements import statements

SOMEBODY = Candidate(
    id=UserId(1 << 62),
    dm_channel=ChannelId(1 << 61),
    newest_message=MessageId((1 << 63) - 1),
    unreachable_since=NOON,
    barrier=Barrier.APART,
)


async def known(storage: Storage, candidate: UserId = CANDIDATE) -> Candidate | None:
    async with storage.unit_of_work() as uow:
        return await uow.candidates.get(candidate)


async def saw(storage: Storage, channel: int, message: int) -> None:
    async with storage.unit_of_work() as uow:
        if await uow.candidates.get(CANDIDATE) is None:
            await uow.candidates.save(Candidate(id=CANDIDATE))
        await uow.candidates.saw_message(CANDIDATE, ChannelId(channel), MessageId(message))
        await uow.commit()


async def test_nothing_is_known_of_a_stranger(storage: Storage) -> None:
    assert await known(storage) is None


@pytest.mark.parametrize(
    "candidate",
    [SOMEBODY, Candidate(id=SOMEBODY.id), Candidate(id=SOMEBODY.id, dm_channel=ChannelId(5))],
    ids=["all", "nothing", "channel"],
)
async def test_a_candidate_comes_back_as_stored_and_replaces_what_was_there(
    storage: Storage, candidate: Candidate
) -> None:
    for stored in (replace(SOMEBODY, unreachable_since=later(5)), candidate):
        async with storage.unit_of_work() as uow:
            await uow.candidates.save(stored)
            await uow.commit()

    assert await known(storage, SOMEBODY.id) == candidate


async def test_a_message_makes_nobody_known(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        await uow.candidates.saw_message(CANDIDATE, ChannelId(10), MessageId(100))
        await uow.commit()

    assert await known(storage) is None, "they may have been forgotten while it was being sent"


async def test_only_a_newer_message_of_the_channel_counts(storage: Storage) -> None:
    for message in (100, 300, 200):
        await saw(storage, channel=10, message=message)

    found = await known(storage)
    assert found is not None
    assert found.newest_message == 300


async def test_a_new_channel_begins_with_its_own_message(storage: Storage) -> None:
    await saw(storage, channel=10, message=300)
    await saw(storage, channel=11, message=200)

    assert await known(storage) == Candidate(id=CANDIDATE, dm_channel=ChannelId(11), newest_message=MessageId(200))


async def test_a_message_does_not_make_an_unreachable_candidate_reachable(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        await uow.candidates.save(replace(SOMEBODY, id=CANDIDATE))
        await uow.candidates.saw_message(CANDIDATE, ChannelId(10), MessageId(100))
        await uow.commit()

    found = await known(storage)
    assert found is not None
    assert found.unreachable_since == NOON


async def test_whoever_may_have_written_unseen_is_listed_once_and_nobody_else(storage: Storage) -> None:
    goes_on, ended, late, again, lately, reviewed, over = (UserId(number) for number in range(1, 8))
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server())
        for candidate, ended_at, accepts_before in (
            (goes_on, None, None),
            (ended, NOON, None),
            (late, NOON, InteractionId(900)),
            (again, NOON, InteractionId(900)),
            (again, None, None),
            (lately, later(1), None),
            (reviewed, NOON, None),
            (over, NOON, None),
        ):
            interview = an_interview(candidate=candidate, id=InterviewId(0))
            if ended_at is not None:
                interview = replace(interview, phase=Phase.ENDED, ended_at=ended_at, accepts_before=accepts_before)
            of = await uow.interviews.add(interview)
            if candidate in {reviewed, lately}:
                await uow.reviews.add(a_review(interview=of.id, candidate=candidate))
            if candidate == over:
                await uow.reviews.add(a_review(interview=of.id, candidate=candidate, stage=Stage.CLOSED))
        await uow.commit()

    async with storage.unit_of_work() as uow:
        found = await uow.candidates.to_catch_up_with(ended_since=NOON)
    assert found == [goes_on, late, again, lately, reviewed]


async def test_whoever_was_active_last_is_caught_up_with_first(storage: Storage) -> None:
    newest = {1: 500, 2: None, 3: 900, 4: 100, 5: 900, 6: None}
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server())
        for number, message in newest.items():
            in_review = number in {4, 5}
            ended = {"phase": Phase.ENDED, "ended_at": NOON} if in_review else {}
            of = await uow.interviews.add(an_interview(candidate=UserId(number), id=InterviewId(0), **ended))
            if in_review:
                await uow.reviews.add(a_review(interview=of.id, candidate=UserId(number)))
            if message is not None:
                await uow.candidates.saw_message(UserId(number), ChannelId(number), MessageId(message))
        await uow.commit()

    async with storage.unit_of_work() as uow:
        assert await uow.candidates.to_catch_up_with(ended_since=NOON) == [3, 5, 1, 4, 2, 6]


async def test_the_list_of_whom_to_catch_up_with_is_one_statement(storage: Storage) -> None:
    with statements(storage) as sent:
        async with storage.unit_of_work() as uow:
            await uow.candidates.to_catch_up_with(ended_since=NOON)

    assert len(sent) == 1


async def test_a_newest_message_without_its_channel_is_refused_by_the_database(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError, match="message_has_channel"):
            await uow.candidates.save(Candidate(id=CANDIDATE, newest_message=MessageId(1)))
