"""Each bank that rounds refer to is stored once for each way in which it was called, and read with them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from sqlalchemy import text

from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.model import Interview, Phase
from bot.storage.storage import Storage
from tests.builders import GITHUB, NOON, STRIPE, an_interview
from tests.databases import a_vault


async def stored(storage: Storage, interview: Interview) -> Interview:
    async with storage.unit_of_work() as uow:
        added = await uow.interviews.add(replace(interview, phase=Phase.ENDED, ended_at=NOON))
        await uow.commit()
    return added


async def references(storage: Storage) -> list[tuple[str, str, int]]:
    async with storage.engine.connect() as connection:
        found = await connection.execute(
            text("SELECT slug, title, size FROM bank_references ORDER BY slug, title, size")
        )
        return [tuple(row) for row in found]


async def test_an_interview_of_two_banks_is_read_as_it_was_stored(emptied_url: str) -> None:
    async with Storage(emptied_url, a_vault()) as storage:
        added = await stored(storage, an_interview(questions=4, answered=(2,), banks=(STRIPE, GITHUB)))

    async with Storage(emptied_url, a_vault()) as storage, storage.unit_of_work() as uow:
        assert await uow.interviews.get(added.id) == added
        asked = await uow.interviews.asked([(added.id, 1), (added.id, 2)])
    assert [each.slug for each in added.banks] == ["stripe", "github"]
    assert [asked[added.id, number].bank for number in (1, 2)] == ["Stripe", "GitHub"]


async def test_a_bank_is_stored_once_and_again_when_it_has_changed(storage: Storage) -> None:
    grown = replace(STRIPE, size=4)
    for banks in ((STRIPE, GITHUB), (GITHUB,), (grown,), (STRIPE,)):
        await stored(storage, an_interview(banks=banks))

    assert await references(storage) == [("github", "GitHub", 2), ("stripe", "Stripe", 3), ("stripe", "Stripe", 4)]


async def test_several_interviews_may_bring_the_same_new_banks_at_once(storage: Storage) -> None:
    people = [an_interview(candidate=UserId(number), banks=(GITHUB, STRIPE)) for number in range(1, 9)]
    people += [replace(each, candidate=UserId(each.candidate + 100), rounds=each.rounds[:1]) for each in people]

    added = await asyncio.gather(*(stored(storage, each) for each in people))

    assert len({InterviewId(each.id) for each in added}) == len(people)
    assert await references(storage) == [("github", "GitHub", 2), ("stripe", "Stripe", 3)]


async def test_what_was_seen_is_told_apart_by_bank(storage: Storage) -> None:
    """Questions of two banks may have the same id; a bank that has changed is the same bank."""
    for banks in ((STRIPE, GITHUB), (replace(STRIPE, size=4, title="Stripe Inc."),)):
        interview = an_interview(questions=2, banks=banks)
        await stored(storage, interview)

    async with storage.unit_of_work() as uow:
        both = await uow.interviews.seen(an_interview().candidate, ["stripe", "github"])
        one = await uow.interviews.seen(an_interview().candidate, ["github"])

    assert set(both) == {("stripe", "question-1"), ("github", "question-2"), ("stripe", "question-2")}
    assert set(one) == {("github", "question-2")}
