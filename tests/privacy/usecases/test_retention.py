"""What is past its time is gone from every table, and nothing else is."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Table, func, insert, select, update

from bot.core.content import File, InterviewId, ReviewId, ServerId, UserId, first_id_at
from bot.interviewing.domain.model import Phase
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.plan import PracticePlan
from bot.privacy.domain.ages import Ages, Kept
from bot.privacy.usecases.retention import WORDS, RetentionRun
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.reviewing.domain.effects import ShowPost
from bot.reviewing.domain.model import CommentState, Side, Stage, Why
from bot.reviewing.domain.posts import CARD
from bot.reviewing.domain.team.interests import EVERYTHING
from bot.reviewing.usecases.outgoing import review_parcels
from bot.servers.domain.audit import Act, AuditEntry
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.schema.banks import server_banks
from bot.storage.schema.hearing import bulletins, interests
from bot.storage.schema.interviews import candidates, follow_ups, interviews, outbox, parts, rounds
from bot.storage.schema.practising import plans, reminders
from bot.storage.schema.reviews import (
    aliases,
    attempts,
    comments,
    exposures,
    notes,
    profiles,
    reviews,
    servers,
    shown_pages,
    snippets,
)
from bot.storage.schema.safety import audit_log
from bot.storage.storage import Storage
from tests.builders import (
    CANDIDATE,
    COACH,
    NOON,
    REVIEW_CHANNEL,
    SERVER,
    a_comment,
    a_follow_up,
    a_part,
    a_review,
    a_server,
    an_interview,
)
from tests.databases import a_vault
from tests.storage.reviewing import a_shown_page, stored

DAY = timedelta(days=1)
AGES = Ages(answers=730 * DAY, reviews=365 * DAY, files=180 * DAY, handled=90 * DAY, exports=DAY, left_server=30 * DAY)
OTHER = UserId(1009)
ELSEWHERE = ServerId(3999)
OF_PEOPLE = {candidates, interviews, rounds, follow_ups, parts, plans, reminders, aliases, notes, outbox}
OF_REVIEWS = {reviews, attempts, comments, shown_pages}
OF_SERVERS = {aliases, profiles, snippets, notes, interests, bulletins, exposures, server_banks, audit_log}


async def removed(storage: Storage, *, at: datetime, ages: Ages = AGES) -> dict[str, int]:
    """What a whole run removes at that time. What it would remove was said before it, kind by kind."""
    run = RetentionRun(unit_of_work=storage.unit_of_work, ages=ages, clock=lambda: at)
    foretold = {kind: each.count for kind, each in (await run.overdue()).items()}
    told: dict[str, int] = {}
    found = dict(await run.remove(lambda kind, count: told.update({kind: count})))
    # Files of interviews that go are gone before anybody looks at their names.
    assert foretold[Kept.FILES] >= found[Kept.FILES]
    assert {kind: foretold[kind] for kind in found if kind != Kept.FILES} == {
        kind: count for kind, count in found.items() if kind != Kept.FILES
    }
    assert told == {kind: count for kind, count in found.items() if count}
    return {kind: count for kind, count in found.items() if count}


async def used(storage: Storage, on: date, candidate: UserId = CANDIDATE) -> None:
    async with storage.unit_of_work() as uow:
        assert await uow.candidates.note_use(candidate, on=on)
        await uow.commit()


async def practised(
    storage: Storage, candidate: UserId = CANDIDATE, *, message: int = 501, **changes: object
) -> InterviewId:
    """An interview with an answer, by somebody who used the bot on that day only."""
    fields = {"phase": Phase.ENDED, "ended_at": NOON, "server": SERVER} | changes
    interview = an_interview(candidate=candidate, **fields)
    file = File(name="Offer from Acme.pdf", size=1, description="What they pay me", title="Offer")
    answered = replace(interview.round(1), parts=(a_part(message, files=(file,)),))
    follow_up = a_follow_up(4, parts=(a_part(message + 1, "As I said."),))
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server())
        added = await uow.interviews.add(replace(interview.with_turn(answered), follow_ups=()))
        await uow.interviews.save(replace(added, follow_ups=(follow_up,)))
        await uow.commit()
    await used(storage, NOON.date(), candidate)
    return added.id


async def everything_else(storage: Storage, interview: InterviewId) -> ReviewId:
    """A plan, a name in a server, a note about it, and a review that was erased."""
    review = await erased_review(storage, interview)
    async with storage.unit_of_work() as uow:
        await uow.plans.save(
            CandidatePlan(
                candidate=CANDIDATE,
                practice=PracticePlan(interview_on=NOON.date()),
                zone="UTC",
                reminder_hour=9,
                locale="en-US",
            )
        )
        await uow.reminders.add(CANDIDATE, on=NOON.date(), until=NOON)
        assert await uow.aliases.take(SERVER, CANDIDATE, "Quiet Otter")
        await uow.coaches.add_note(
            Note(id=0, server=SERVER, candidate=CANDIDATE, named=False, author=COACH, text="Shy.", written_at=NOON)
        )
        await uow.commit()
    async with storage.engine.begin() as connection:
        await connection.execute(
            insert(outbox).values(
                destination=f"dm:{CANDIDATE}",
                candidate_id=CANDIDATE,
                interview_id=interview,
                kind="ShowSummary",
                effect="{}",
                cause="message:1",
                due_at=NOON,
                attempts=0,
                nonce="1",
                state="waiting",
            )
        )
    return review


async def erased_review(storage: Storage, interview: InterviewId, **changes: object) -> ReviewId:
    fields = {"stage": Stage.CLOSED, "closed_at": NOON, "focus": "", "shown_name": ""} | changes
    review = await stored(
        storage,
        a_review(
            interview=interview,
            comments=(a_comment(1, text="", author_name="", written_at=NOON),),
            shown_pages=(a_shown_page(9001),),
            **fields,
        ),
    )
    return review.id


async def rows(storage: Storage, tables: Collection[Table]) -> dict[str, int]:
    async with storage.engine.connect() as connection:
        return {
            each.name: (await connection.execute(select(func.count()).select_from(each))).scalar_one()
            for each in tables
        }


def hanging_on(*tables: Table) -> set[Table]:
    """These tables and all whose rows refer to theirs, or to rows that do."""
    found = set(tables)
    while more := {
        each
        for each in ALL_TABLES.sorted_tables
        if each not in found and any(key.column.table in found for key in each.foreign_keys)
    }:
        found |= more
    return found


async def test_somebody_who_has_been_away_for_two_years_is_gone_from_every_table(storage: Storage) -> None:
    interview = await practised(storage)
    await everything_else(storage, interview)
    assert all((await rows(storage, OF_PEOPLE | OF_REVIEWS)).values()), "each is filled before"

    assert await removed(storage, at=NOON + 366 * DAY) == {Kept.REVIEWS: 1, Kept.FILES: 1}
    assert await removed(storage, at=NOON + 730 * DAY) == {}
    assert await removed(storage, at=NOON + 731 * DAY) == {Kept.ANSWERS: 1, Kept.PEOPLE: 1}

    assert not any((await rows(storage, hanging_on(candidates))).values())


async def test_all_of_it_goes_at_once_where_nothing_was_removed_for_years(storage: Storage) -> None:
    await everything_else(storage, await practised(storage))

    assert set(await removed(storage, at=NOON + 2000 * DAY)) == {Kept.REVIEWS, Kept.ANSWERS, Kept.PEOPLE}
    assert not any((await rows(storage, hanging_on(candidates))).values())


async def test_any_use_keeps_all_answers_and_practice_goes_on(storage: Storage) -> None:
    await practised(storage)
    await practised(storage, OTHER, message=601)
    await used(storage, (NOON + 700 * DAY).date())

    assert await removed(storage, at=NOON + 800 * DAY) == {Kept.FILES: 1, Kept.ANSWERS: 1, Kept.PEOPLE: 1}

    async with storage.unit_of_work() as uow:
        [kept] = await uow.past_attempts.of(CANDIDATE)
        assert await uow.past_attempts.of(OTHER) == []
        [live] = await uow.interviews.ended_since(CANDIDATE, NOON - DAY)
    assert kept is not None
    assert live.round(1).parts[0].text == "I would use an idempotency key."


async def test_whose_use_was_never_noted_has_the_whole_time_from_now_on(storage: Storage) -> None:
    await practised(storage)
    async with storage.engine.begin() as connection:
        await connection.execute(update(candidates).values(active_on=None))
    later = NOON + 800 * DAY

    assert Kept.ANSWERS not in await removed(storage, at=later)
    assert Kept.ANSWERS not in await removed(storage, at=later + 730 * DAY)
    assert Kept.ANSWERS in await removed(storage, at=later + 731 * DAY)


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.CLOSED], ids=["open", "not erased yet"])
async def test_an_interview_stays_as_long_as_a_review_of_it(storage: Storage, stage: Stage) -> None:
    interview = await practised(storage)
    over = {} if stage is Stage.WAITING else {"closed_at": NOON}
    await stored(storage, a_review(interview=interview, stage=stage, **over))

    assert set(await removed(storage, at=NOON + 2000 * DAY)) == {Kept.FILES}
    assert (await rows(storage, {interviews, parts})) == {"interviews": 1, "parts": 2}


async def test_a_review_stays_while_something_of_it_waits_to_be_sent(storage: Storage) -> None:
    review = await erased_review(storage, await practised(storage))
    async with storage.unit_of_work() as uow:
        found = await uow.reviews.get(review)
        assert found is not None
        await uow.outbox.put(review_parcels(found, [ShowPost(post=CARD)], cause="message:1", due_at=NOON))
        await uow.commit()

    assert Kept.REVIEWS not in await removed(storage, at=NOON + 400 * DAY)
    assert (await rows(storage, {reviews})) == {"reviews": 1}


async def test_the_names_of_files_are_forgotten_and_their_kind_stays(storage: Storage) -> None:
    old, new = first_id_at(NOON), first_id_at(NOON + 100 * DAY)
    await practised(storage, message=old)
    interview = await practised(storage, OTHER, message=new)
    async with storage.unit_of_work() as uow:
        assert await uow.interviews.get(interview) is not None  # it is remembered as it is

    assert await removed(storage, at=NOON + 181 * DAY) == {Kept.FILES: 1}
    assert await removed(storage, at=NOON + 181 * DAY) == {}
    assert await removed(storage, at=NOON + 300 * DAY) == {Kept.FILES: 1}

    async with storage.unit_of_work() as uow:
        found = await uow.interviews.get(interview)
    assert found is not None
    assert found.round(1).parts[0].files == (File(name="file.pdf", size=1),)
    assert found.round(1).parts[0].text == "I would use an idempotency key."


@pytest.mark.postgres
async def test_two_processes_remove_each_thing_once(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as one, Storage(postgres_url, a_vault()) as other:
        for number in range(8):
            await practised(one, UserId(1100 + number), message=first_id_at(NOON) + 2 * number)
        runs = [
            RetentionRun(unit_of_work=each.unit_of_work, ages=AGES, clock=lambda: NOON + 2000 * DAY)
            for each in (one, other)
        ]

        first, second = await asyncio.gather(*(each.remove(lambda _kind, _count: None) for each in runs))

        assert first[Kept.ANSWERS] + second[Kept.ANSWERS] == 8
        assert first[Kept.PEOPLE] + second[Kept.PEOPLE] == 8
        assert not any((await rows(one, hanging_on(candidates))).values())


async def furnished(storage: Storage) -> ReviewId:
    """A server with all that it may have, and a review of which a candidate has the feedback."""
    interview = await practised(storage)
    async with storage.unit_of_work() as uow:
        for server in (SERVER, ELSEWHERE):
            await uow.servers.save(a_server(id=server, retention=1000 * DAY, sharing=True))
            assert await uow.aliases.take(server, CANDIDATE, "Quiet Otter")
            await uow.coaches.save_profile(Profile(coach=COACH, server=server, name="Cora", bio="Knows."))
            await uow.coaches.save_snippet(Snippet(id=0, server=server, name="begin", text="Begin.", author=COACH))
            await uow.coaches.add_note(
                Note(id=0, server=server, candidate=CANDIDATE, named=False, author=COACH, text="Shy.", written_at=NOON)
            )
            await uow.interests.add(server, COACH, [EVERYTHING])
            await uow.audit_log.add(AuditEntry(server=server, at=NOON, actor=COACH, act=Act.CLOSED))
            assert await uow.servers.claim_warning(server, REVIEW_CHANNEL, now=NOON, until=NOON)
        await uow.commit()
    async with storage.engine.begin() as connection:
        for server in (SERVER, ELSEWHERE):
            bank = {"server": server, "slug": "acme", "enabled": True, "current": 0, "newest": 0}
            await connection.execute(insert(server_banks).values(**bank))
            await connection.execute(insert(bulletins).values(server=server, hour=9, next_at=NOON))
    received = a_comment(1, text="Begin with the result.")
    refused = a_comment(2, text="Nobody has read this.", state=CommentState.FAILED, why=Why.REFUSED)
    own = a_comment(3, side=Side.CANDIDATE, text="Thank you.")
    review = await stored(
        storage,
        a_review(
            interview=interview,
            comments=(received, refused, own),
            stage=Stage.CLOSED,
            closed_at=NOON,
            excluded=frozenset({COACH}),
        ),
    )
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server(retention=1000 * DAY, removed_at=NOON, sharing=True))
        await uow.commit()
    return review.id


async def test_a_server_that_removed_the_bot_is_emptied_and_candidates_keep_theirs(storage: Storage) -> None:
    review = await furnished(storage)
    before = await rows(storage, OF_SERVERS)
    assert all(count == 2 for count in before.values())

    assert Kept.SERVERS not in await removed(storage, at=NOON + 30 * DAY)
    assert (await removed(storage, at=NOON + 31 * DAY))[Kept.SERVERS] == 1
    assert Kept.SERVERS not in await removed(storage, at=NOON + 32 * DAY)

    assert all(count == 1 for count in (await rows(storage, OF_SERVERS)).values()), "the other server has its own"
    async with storage.unit_of_work() as uow:
        assert await uow.servers.get(SERVER) is None, "nobody has set it up"
        assert [each.id for each in await uow.servers.all()] == [ELSEWHERE]
        remembered = await uow.servers.remembered(SERVER)
        found = await uow.reviews.get(review)
    assert remembered is not None
    assert (remembered.review_channel, remembered.coach_role, remembered.lead_role) == (0, 0, None)
    assert not remembered.sharing
    assert found is not None
    assert [each.text for each in found.comments] == ["Begin with the result.", "Thank you."]
    assert found.excluded == frozenset()


async def test_of_an_emptied_server_nothing_is_left_once_nobody_has_a_review_of_it(storage: Storage) -> None:
    await furnished(storage)
    await removed(storage, at=NOON + 31 * DAY)
    async with storage.engine.begin() as connection:
        await connection.execute(update(reviews).values(erased=True))

    await removed(storage, at=NOON + 2000 * DAY)

    async with storage.engine.connect() as connection:
        assert list((await connection.execute(select(servers.c.id))).scalars()) == [ELSEWHERE]


async def test_a_server_that_takes_the_bot_back_in_time_keeps_all(storage: Storage) -> None:
    await furnished(storage)
    async with storage.unit_of_work() as uow:
        await uow.servers.save(a_server(retention=1000 * DAY))
        await uow.commit()

    assert Kept.SERVERS not in await removed(storage, at=NOON + 90 * DAY)
    assert all(count == 2 for count in (await rows(storage, OF_SERVERS)).values())


async def test_words_of_reviews_that_are_due_are_counted_by_the_nearer_of_two_bounds(storage: Storage) -> None:
    interview = await practised(storage)
    await stored(storage, a_review(interview=interview, stage=Stage.CLOSED, closed_at=NOON))

    async def words(days: int, ages: Ages) -> int:
        at = NOON + days * DAY
        return (await RetentionRun(unit_of_work=storage.unit_of_work, ages=ages, clock=lambda: at).overdue())[
            WORDS
        ].count

    assert (await words(90, AGES), await words(91, AGES)) == (0, 1)
    assert await words(31, replace(AGES, reviews=30 * DAY)) == 1


async def test_it_is_said_from_when_the_oldest_is(storage: Storage) -> None:
    await everything_else(storage, await practised(storage))
    run = RetentionRun(unit_of_work=storage.unit_of_work, ages=AGES, clock=lambda: NOON + 2000 * DAY)

    overdue = await run.overdue()

    assert overdue[Kept.REVIEWS].oldest == NOON
    assert overdue[Kept.ANSWERS].oldest == NOON
    assert overdue[Kept.PEOPLE].oldest == datetime.combine(NOON.date(), time(), UTC)
    assert overdue[Kept.FILES].oldest is not None
    assert overdue[Kept.SERVERS].oldest is None
