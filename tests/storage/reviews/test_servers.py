"""The settings of servers, and the names under which candidates stay anonymous in them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.core.content import ChannelId, ServerId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.reviewing.domain.model import Stage
from bot.servers.domain.bounds import CLAIMS_PER_COACH, GOAL, OPEN_PER_CANDIDATE, RETENTION
from bot.servers.domain.model import Server
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, SERVER, a_comment, a_review, a_server, later
from tests.databases import a_vault
from tests.storage.reviewing import prepared, stored


async def set_up(storage: Storage, *servers: Server) -> None:
    async with storage.unit_of_work() as uow:
        for server in servers:
            await uow.servers.save(server)
        await uow.commit()


async def take(storage: Storage, alias: str, candidate: UserId = CANDIDATE, server: ServerId = SERVER) -> bool:
    async with storage.unit_of_work() as uow:
        taken = await uow.aliases.take(server, candidate, alias)
        await uow.commit()
    return taken


async def alias_of(storage: Storage, candidate: UserId = CANDIDATE, server: ServerId = SERVER) -> str | None:
    async with storage.unit_of_work() as uow:
        return await uow.aliases.of(server, candidate)


async def test_settings_come_back_as_stored_and_replace_what_was_there(storage: Storage) -> None:
    first = a_server(
        goal=timedelta(hours=3, microseconds=1), open_per_candidate=9, claims_per_coach=8, retention=timedelta(days=400)
    )
    second = a_server(lead_role=None, review_channel=ChannelId((1 << 63) - 1))

    for server in (first, second):
        await set_up(storage, server)
        async with storage.unit_of_work() as uow:
            assert await uow.servers.get(SERVER) == server
            assert await uow.servers.all() == [server]
            assert await uow.servers.get(ServerId(1)) is None


async def test_servers_are_caught_up_with_first_where_a_running_review_was_active_last(storage: Storage) -> None:
    idle, over, early, late = (ServerId(number) for number in (1, 2, 3, 4))
    await set_up(storage, *(a_server(id=each) for each in (idle, over, early, late)))
    for candidate, (server, review) in enumerate(
        (
            (over, {"stage": Stage.CLOSED, "sent_at": later(90)}),
            (early, {"sent_at": later(5)}),
            (early, {"sent_at": later(10)}),
            (late, {"sent_at": later(1), "comments": (a_comment(1, source=None, written_at=later(20)),)}),
        ),
        start=1,
    ):
        interview = await prepared(storage, UserId(candidate))
        await stored(storage, a_review(interview=interview, candidate=UserId(candidate), server=server, **review))

    async with storage.unit_of_work() as uow:
        by_activity = await uow.servers.by_activity()
    assert [each for each in by_activity if each != SERVER] == [late, early, idle, over]


STEP = timedelta(microseconds=1)
LOWEST: dict[str, object] = {
    "goal": GOAL.shortest,
    "retention": RETENTION.shortest,
    "open_per_candidate": OPEN_PER_CANDIDATE.least,
    "claims_per_coach": CLAIMS_PER_COACH.least,
}
HIGHEST: dict[str, object] = {
    "goal": GOAL.longest,
    "retention": RETENTION.longest,
    "open_per_candidate": OPEN_PER_CANDIDATE.most,
    "claims_per_coach": CLAIMS_PER_COACH.most,
}


@pytest.mark.parametrize("extreme", [LOWEST, HIGHEST], ids=["lowest", "highest"])
async def test_the_database_takes_the_extremes(storage: Storage, extreme: dict[str, object]) -> None:
    await set_up(storage, a_server(**extreme))

    async with storage.unit_of_work() as uow:
        assert await uow.servers.get(SERVER) == a_server(**extreme)


@pytest.mark.parametrize(
    "wrong",
    [
        {"goal": GOAL.shortest - STEP},
        {"goal": GOAL.longest + STEP},
        {"retention": RETENTION.shortest - STEP},
        {"retention": RETENTION.longest + STEP},
        {"open_per_candidate": OPEN_PER_CANDIDATE.least - 1},
        {"open_per_candidate": OPEN_PER_CANDIDATE.most + 1},
        {"claims_per_coach": CLAIMS_PER_COACH.least - 1},
        {"claims_per_coach": CLAIMS_PER_COACH.most + 1},
    ],
    ids=repr,
)
async def test_settings_that_make_no_sense_are_refused_by_the_database(
    storage: Storage, wrong: dict[str, object]
) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError):
            await uow.servers.save(a_server(**wrong))


async def test_a_candidate_is_known_where_they_began_an_interview_or_sent_an_answer(storage: Storage) -> None:
    began, sent, neither = (a_server(id=ServerId(number)) for number in (3, 2, 1))
    await set_up(storage, began, sent, neither)
    await prepared(storage, server=ServerId(99))  # where nobody has set anything up
    await prepared(storage, server=ServerId(3))
    interview = await prepared(storage)
    await stored(storage, a_review(interview=interview, server=ServerId(2)))
    await prepared(storage, UserId(5), server=ServerId(1))

    async with storage.unit_of_work() as uow:
        assert await uow.servers.known_to(CANDIDATE) == [sent, began]
        assert await uow.servers.known_to(UserId(99)) == []


async def test_an_alias_is_taken_once_in_a_server(storage: Storage) -> None:
    await set_up(storage, a_server(), a_server(id=ServerId(5)))

    assert await take(storage, "Quiet Otter")
    assert not await take(storage, "Quiet Otter", UserId(2))
    assert await take(storage, "Quiet Otter", UserId(2), ServerId(5))
    assert await take(storage, "Merry Newt", UserId(2))

    assert await alias_of(storage) == "Quiet Otter"
    assert await alias_of(storage, UserId(2)) == "Merry Newt"
    assert await alias_of(storage, UserId(2), ServerId(5)) == "Quiet Otter"
    assert await alias_of(storage, CANDIDATE, ServerId(5)) is None


async def test_an_alias_once_taken_stays(storage: Storage) -> None:
    await set_up(storage, a_server())
    await take(storage, "Quiet Otter")
    await take(storage, "Merry Newt", UserId(2))

    assert await take(storage, "Quiet Otter")
    with pytest.raises(ConcurrentUpdate):
        await take(storage, "Jolly Heron")
    with pytest.raises(ConcurrentUpdate):
        await take(storage, "Merry Newt")

    assert await alias_of(storage) == "Quiet Otter"


@pytest.mark.postgres
async def test_of_two_who_take_an_alias_at_once_one_gets_it(postgres_url: str) -> None:
    one, other = Storage(postgres_url, a_vault()), Storage(postgres_url, a_vault())
    async with one, other:
        await set_up(one, a_server())

        async with one.unit_of_work() as first:
            assert await first.aliases.take(SERVER, CANDIDATE, "Quiet Otter")
            trying = asyncio.create_task(take(other, "Quiet Otter", UserId(2)))
            await asyncio.wait([trying], timeout=0.2)
            assert not trying.done()
            await first.commit()

        assert not await trying
