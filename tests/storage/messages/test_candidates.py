"""What the bot remembers of candidates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.core.content import ChannelId, InteractionId, InterviewId, MessageId, UserId
from bot.interviewing.domain.model import Phase
from bot.outbound.candidates import Candidate
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, an_interview, later

SOMEBODY = Candidate(
    id=UserId(1 << 62), dm_channel=ChannelId(1 << 61), newest_message=MessageId((1 << 63) - 1), unreachable_since=NOON
)


async def known(storage: Storage, candidate: UserId = CANDIDATE) -> Candidate | None:
    async with storage.unit_of_work() as uow:
        return await uow.candidates.get(candidate)


async def saw(storage: Storage, channel: int, message: int) -> None:
    async with storage.unit_of_work() as uow:
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


async def test_the_first_message_makes_a_candidate_known(storage: Storage) -> None:
    await saw(storage, channel=10, message=100)

    assert await known(storage) == Candidate(id=CANDIDATE, dm_channel=ChannelId(10), newest_message=MessageId(100))


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


async def test_candidates_whose_interviews_take_messages_are_listed_once_each(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        for candidate, ended, late in ((1, False, 0), (2, True, 0), (3, True, 900), (3, False, 0), (4, True, 900)):
            interview = an_interview(candidate=UserId(candidate), id=InterviewId(0))
            if ended:
                accepts = InteractionId(late) if late else None
                interview = replace(interview, phase=Phase.ENDED, ended_at=NOON, accepts_before=accepts)
            await uow.interviews.add(interview)
        await uow.commit()

    async with storage.unit_of_work() as uow:
        assert [each.id for each in await uow.candidates.in_interviews()] == [1, 3, 4]


async def test_a_newest_message_without_its_channel_is_refused_by_the_database(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError, match="message_has_channel"):
            await uow.candidates.save(Candidate(id=CANDIDATE, newest_message=MessageId(1)))
