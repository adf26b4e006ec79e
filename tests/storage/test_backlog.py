"""How much waits is read in one statement, beside whatever else goes on in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.content import UserId
from bot.core.observing import Backlog
from bot.interviewing.domain.effects import AskQuestion, ShowPanel
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, NOON, a_review, an_interview, later
from tests.databases import a_vault
from tests.storage.plans import read_row_by_row, sent
from tests.storage.reviewing import prepared, stored
from tests.storage.statements import statements

OTHER = UserId(CANDIDATE + 1)


async def put(storage: Storage, candidate: UserId, *seconds: int) -> None:
    """Parcels for a candidate, due so many seconds after noon, each behind the one before."""
    async with storage.unit_of_work() as uow:
        interview = await uow.interviews.add(an_interview(candidate=candidate))
        for number, due in enumerate(seconds):
            effect = ShowPanel(number=1) if number else AskQuestion(number=1)
            parcels = interview_parcels(interview, [effect], cause=f"message:{number}", due_at=later(due))
            await uow.outbox.put(parcels)
        await uow.commit()


async def test_what_waits_is_counted_and_what_is_late_is_told_apart(storage: Storage) -> None:
    nothing = Backlog(reviews_waiting=0, reviews_late=0, parcels=0, due_since=None)
    assert await storage.backlog(NOON) == nothing

    for candidate in (CANDIDATE, OTHER):
        interview = await prepared(storage, candidate)
        review = a_review(candidate=candidate)
        attempt = replace(review.attempts[0], interview=interview)
        await stored(storage, replace(review, attempts=(attempt,), goal=timedelta(hours=candidate - CANDIDATE + 1)))
    await put(storage, CANDIDATE, 90, 10)  # the second waits for the first
    await put(storage, OTHER, 20)

    assert await storage.backlog(NOON) == replace(nothing, reviews_waiting=2, parcels=3)
    found = await storage.backlog(later(3661))
    assert found == Backlog(reviews_waiting=2, reviews_late=1, parcels=3, due_since=later(20))

    async with storage.unit_of_work() as uow:
        other = await uow.candidates.get(OTHER)
        assert other is not None
        await uow.candidates.save(replace(other, unreachable_since=NOON))
        await uow.commit()
    assert await storage.backlog(later(3661)) == replace(found, parcels=2, due_since=later(90))
    assert await storage.backlog(later(89)) == replace(nothing, reviews_waiting=2, parcels=2)


async def test_to_read_them_takes_one_statement_that_waits_for_nobody_and_reads_no_table(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        await uow.inbox.first_sight("message:1")  # it writes, and has not committed
        with statements(storage) as everything, sent(storage) as explained:
            await storage.backlog(NOON)

    assert len(everything) == 1
    assert await read_row_by_row(storage, explained) == {}


async def test_of_a_storage_that_is_not_open_nothing_is_known(sqlite_url: str) -> None:
    assert await Storage(sqlite_url, a_vault()).backlog(NOON) is None
