"""Reviews come back from the database as they were stored, and nobody overwrites what somebody else wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from bot.core.content import ChannelId, File, InterviewId, MessageId, ReviewId, ServerId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.reviewing.domain.coaches import Note
from bot.reviewing.domain.effects import OpenThread
from bot.reviewing.domain.model import (
    Assessment,
    Attempt,
    Claim,
    CommentState,
    Grade,
    Helpfulness,
    Review,
    Side,
    Stage,
    Why,
)
from bot.reviewing.domain.posts import PostKind
from bot.reviewing.usecases.outgoing import review_parcels
from bot.storage.schema.interviews import candidates, interviews, outbox, parts, rounds
from bot.storage.schema.reviews import aliases, attempts, comments, notes, reviews, shown_pages
from bot.storage.storage import Storage
from tests.builders import (
    CANDIDATE,
    COACH,
    NOON,
    SERVER,
    a_comment,
    a_review,
    a_server,
    a_voice_message,
    an_interview,
    later,
)
from tests.databases import a_vault
from tests.storage.reviewing import a_shown_page, prepared, read, save, stored
from tests.storage.statements import statements

CLAIM = Claim(coach=COACH, since=later(1), until=later(3601))
A_FORM = a_comment(
    1,
    source=None,
    files=(a_voice_message(), File(name="a.pdf", size=1)),
    assessment=Assessment(grade=Grade.NOT_YET, covered=(0, 2), next_step="Measure first."),
    edited=True,
)


@pytest.fixture
async def interview(storage: Storage) -> InterviewId:
    return await prepared(storage)


def a_full_review(interview: InterviewId) -> Review:
    """Everything in it has a value."""
    return a_review(
        interview=interview,
        comments=(
            A_FORM,
            a_comment(2, side=Side.CANDIDATE, written_at=later(700.000001)),
            a_comment(3, state=CommentState.HELD, why=Why.TAKEN_OVER),
        ),
        shown_name="Candice",
        named=True,
        goal=timedelta(hours=5, microseconds=3),
        claim=CLAIM,
        excluded=frozenset({UserId(5), UserId((1 << 63) - 1)}),
        helpfulness=Helpfulness.PARTLY,
        thread=ChannelId(900),
        coaches_pinged=True,
        leads_pinged=True,
        told_late=True,
        counter=4,
        shown_pages=(
            a_shown_page(900),
            a_shown_page(300, page="f501.0.2", shown_at=later(5)),
            a_shown_page(901, kind=PostKind.STATUS, shown_at=later(1)),
        ),
    )


async def test_a_new_review_comes_back_as_it_was(storage: Storage, interview: InterviewId) -> None:
    first = await stored(storage, a_review(interview=interview))
    review = replace(a_full_review(interview), opinion_of=first.id)

    added = await stored(storage, review)

    assert replace(added, id=review.id) == review
    assert await read(storage, added.id) == added
    assert await read(storage, first.id) == first


@pytest.mark.parametrize(
    "text",
    ["", "\0 and \x1b", "half a pair \ud83d", "👩‍🦽‍➡️" * 400, "'; DROP TABLE letters; --", "x" * 20_000, "\u202egnirts"],
    ids=["empty", "control", "surrogate", "emoji", "sql", "long", "direction"],
)
async def test_whatever_a_stranger_can_write_comes_back_unchanged(
    storage: Storage, interview: InterviewId, text: str
) -> None:
    comment = a_comment(
        1,
        text=text,
        author_name=text,
        files=(File(name=text, size=1 << 40, content_type=text),),
        assessment=Assessment(next_step=text),
    )
    review = a_review(interview=interview, comments=(comment,), focus=text, shown_name=text)
    review = replace(review, stage=Stage.CLOSED, closed_at=later(5), close_reason=text)

    added = await stored(storage, review)

    assert await read(storage, added.id) == added == replace(review, id=added.id)


async def test_an_unknown_review_is_none(storage: Storage) -> None:
    assert await read(storage, ReviewId(99)) is None


def with_comment_1(**changes: object) -> Callable[[Review], Review]:
    return lambda review: review.with_comment(replace(review.comment(1), **changes))  # type: ignore[arg-type]


CHANGES: dict[str, Callable[[Review], Review]] = {
    "nothing": lambda review: review,
    "is let go": lambda review: replace(review, claim=None),
    "is claimed by another": lambda review: replace(review, claim=replace(CLAIM, coach=UserId(2002))),
    "is closed": lambda review: replace(
        review, stage=Stage.CLOSED, claim=None, closed_at=later(9), close_reason="Out of scope."
    ),
    "moves": lambda review: replace(review, channel=ChannelId(77), thread=None, shown_pages=review.shown_pages[2:]),
    "is erased": lambda review: replace(
        review,
        focus="",
        shown_name="",
        comments=tuple(
            replace(each, text="", files=(), assessment=None, author_name="", state=CommentState.WITHDRAWN, why=None)
            for each in review.comments
        ),
    ),
    "another attempt": lambda review: replace(
        review,
        attempts=(*review.attempts, replace(review.attempts[0], number=2, question=3, sent_at=later(70))),
    ),
    "another comment": lambda review: replace(review, comments=(*review.comments, a_comment(4))),
    "a comment edited": with_comment_1(text="Better so.", files=(), edited=True),
    "a comment settled": with_comment_1(state=CommentState.FAILED, why=Why.REFUSED),
    "a comment withdrawn": with_comment_1(text="", assessment=None, state=CommentState.WITHDRAWN, why=None),
    "a page shown again": lambda review: replace(
        review, shown_pages=(*review.shown_pages[1:], replace(review.shown_pages[0], shown_at=later(60)))
    ),
    "a page shown elsewhere": lambda review: replace(
        review, shown_pages=(*review.shown_pages[1:], replace(review.shown_pages[0], message=MessageId(1)))
    ),
    "another page shown": lambda review: replace(review, shown_pages=(*review.shown_pages, a_shown_page(2, page="+"))),
    "pages gone": lambda review: replace(review, shown_pages=review.shown_pages[1:2]),
    "pages in another order": lambda review: replace(review, shown_pages=tuple(reversed(review.shown_pages))),
    "pages swapped": lambda review: replace(
        review,
        shown_pages=(
            replace(review.shown_pages[0], message=review.shown_pages[1].message),
            replace(review.shown_pages[1], message=review.shown_pages[0].message),
        ),
    ),
    "nothing shown": lambda review: replace(review, shown_pages=()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_changed_review_comes_back_changed(
    storage: Storage, interview: InterviewId, change: Callable[[Review], Review]
) -> None:
    added = await stored(storage, a_full_review(interview))
    other = await stored(storage, a_review(interview=interview, comments=(a_comment(1, source=None),)))
    changed = change(added)

    async with storage.unit_of_work() as uow:
        assert await uow.reviews.get(added.id) == added
        await uow.reviews.save(changed)
        await uow.commit()

    assert await read(storage, added.id) == replace(changed, version=added.version + 1)
    assert await read(storage, other.id) == other


async def test_a_review_read_in_another_transaction_can_be_saved(storage: Storage, interview: InterviewId) -> None:
    added = await stored(storage, a_full_review(interview))
    changed = CHANGES["is erased"](added)

    await save(storage, changed)

    assert await read(storage, added.id) == replace(changed, version=1)


async def test_a_value_read_before_somebody_else_wrote_is_not_saved(storage: Storage, interview: InterviewId) -> None:
    added = await stored(storage, a_review(interview=interview))
    await save(storage, replace(added, claim=CLAIM))

    async with storage.unit_of_work() as uow:
        with pytest.raises(ConcurrentUpdate):
            await uow.reviews.save(replace(added, counter=3))

    assert await read(storage, added.id) == replace(added, claim=CLAIM, version=1)


async def test_a_value_saved_twice_is_stale_the_second_time(storage: Storage, interview: InterviewId) -> None:
    added = await stored(storage, a_review(interview=interview))

    async with storage.unit_of_work() as uow:
        await uow.reviews.save(added)
        with pytest.raises(ConcurrentUpdate):
            await uow.reviews.save(added)


async def test_a_review_that_is_gone_cannot_be_saved(storage: Storage) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(ConcurrentUpdate):
            await uow.reviews.save(a_review())


async def test_reading_many_reviews_takes_four_statements(storage: Storage, interview: InterviewId) -> None:
    for number in range(1, 4):
        await stored(
            storage, a_review(interview=interview, comments=(a_comment(1, source=None),), sent_at=later(number))
        )

    async with storage.unit_of_work() as uow:
        with statements(storage) as sent:
            assert len(await uow.reviews.queue(SERVER)) == 3

    assert len(sent) == 4


@pytest.mark.parametrize(
    ("change", "tables"),
    [
        ("nothing", []),
        ("another comment", ["INSERT INTO letters"]),
        ("a comment settled", ["UPDATE letters SET"]),
        ("another page shown", ["INSERT INTO sheets"]),
        ("a page shown again", ["DELETE FROM sheets", "INSERT INTO sheets"]),
        ("another attempt", ["INSERT INTO attempts"]),
    ],
)
async def test_only_what_changed_is_written(
    storage: Storage, interview: InterviewId, change: str, tables: list[str]
) -> None:
    added = await stored(storage, a_full_review(interview))

    async with storage.unit_of_work() as uow:
        await uow.reviews.get(added.id)
        with statements(storage) as sent:
            await uow.reviews.save(CHANGES[change](added))

    assert [" ".join(statement.split()[:3]) for statement in sent] == ["UPDATE reviews SET", *tables]
    assert "sealed" not in sent[0]


async def test_a_comment_is_encrypted_anew_only_if_it_says_something_else(
    storage: Storage, interview: InterviewId
) -> None:
    added = await stored(storage, a_full_review(interview))

    async with storage.unit_of_work() as uow:
        with statements(storage) as sent:
            await uow.reviews.save(with_comment_1(state=CommentState.FAILED, why=Why.REFUSED)(added))

    [written] = [statement for statement in sent if statement.startswith("UPDATE letters")]
    assert "sealed" not in written


@pytest.mark.parametrize(
    "wrong",
    [
        lambda r: replace(r, stage=Stage.ANSWERED),
        lambda r: replace(r, stage=Stage.CLOSED),
        lambda r: replace(r, closed_at=NOON),
        lambda r: replace(r, stage=Stage.WITHDRAWN, closed_at=NOON, claim=CLAIM),
        lambda r: replace(r, claim=replace(CLAIM, coach=CANDIDATE)),
        lambda r: replace(r, coach=COACH),
        lambda r: replace(r, helpfulness=Helpfulness.NO),
        lambda r: replace(r, goal=timedelta(0)),
        lambda r: replace(r, server=ServerId(1)),
        lambda r: replace(r, attempts=(replace(r.attempts[0], question=4),)),
        lambda r: replace(r, attempts=(r.attempts[0], replace(r.attempts[0], number=2))),
        lambda r: replace(r, comments=(a_comment(1, state=CommentState.HELD),)),
        lambda r: replace(r, comments=(a_comment(1, state=CommentState.DELIVERED, why=Why.REFUSED),)),
        lambda r: replace(r, comments=(a_comment(1, side=Side.CANDIDATE, source=None),)),
        lambda r: replace(r, comments=(a_comment(1), a_comment(2, source=a_comment(1).source))),
        lambda r: replace(r, shown_pages=(a_shown_page(1), a_shown_page(2))),
        lambda r: replace(r, shown_pages=(a_shown_page(1), a_shown_page(1, page="1"))),
    ],
    ids=[
        "feedback of nobody",
        "closed without a time",
        "closed and open",
        "claimed and over",
        "claimed by the candidate",
        "answered without a time",
        "rated without feedback",
        "no goal",
        "server unheard of",
        "answer unheard of",
        "the same answer twice",
        "held without a reason",
        "delivered with a reason",
        "form of a candidate",
        "two comments in a message",
        "a page on two messages",
        "two pages on a message",
    ],
)
async def test_the_database_refuses_what_the_machine_never_makes(
    storage: Storage, interview: InterviewId, wrong: Callable[[Review], Review]
) -> None:
    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError):
            await uow.reviews.add(wrong(a_review(interview=interview)))


async def test_nothing_is_left_of_a_candidate_who_is_deleted(storage: Storage, interview: InterviewId) -> None:
    first = await stored(storage, a_full_review(interview))
    second = await stored(storage, a_review(interview=interview, opinion_of=first.id))
    async with storage.unit_of_work() as uow:
        await uow.interviews.add(an_interview(questions=1, answered=(1,), review=first.id))
        await uow.outbox.put(review_parcels(second, [OpenThread()], cause="message:1", due_at=NOON))
        await uow.aliases.take(SERVER, CANDIDATE, "Quiet Otter")
        note = Note(
            id=0, server=SERVER, candidate=CANDIDATE, named=False, author=COACH, text="Careful.", written_at=NOON
        )
        await uow.coaches.add_note(note)
        await uow.commit()

    async with storage.engine.begin() as connection:
        await connection.execute(delete(candidates).where(candidates.c.id == CANDIDATE))
        theirs = (reviews, attempts, comments, shown_pages, aliases, notes, interviews, rounds, parts, outbox)
        assert [table.name for table in theirs if (await connection.execute(table.select())).first()] == []
    async with storage.unit_of_work() as uow:
        assert await uow.servers.get(SERVER) == a_server()


async def test_an_interview_knows_the_review_that_its_answer_goes_to(storage: Storage, interview: InterviewId) -> None:
    review = await stored(storage, a_review(interview=interview))
    async with storage.unit_of_work() as uow:
        again = await uow.interviews.add(an_interview(questions=1, review=review.id))
        await uow.commit()

    async with storage.unit_of_work() as uow:
        assert await uow.interviews.get(again.id) == replace(again, review=review.id)
        await uow.interviews.save(replace(again, review=None))
        assert await uow.interviews.get(again.id) == replace(again, review=None, version=1)


async def test_an_interview_outlives_the_review_that_it_was_for(storage: Storage, interview: InterviewId) -> None:
    review = await stored(storage, a_review(interview=interview))
    async with storage.unit_of_work() as uow:
        again = await uow.interviews.add(an_interview(questions=1, review=review.id))
        await uow.commit()

    async with storage.engine.begin() as connection:
        await connection.execute(delete(reviews))

    async with storage.unit_of_work() as uow:
        assert await uow.interviews.get(again.id) == replace(again, review=None)


async def test_the_reviews_of_a_discarded_interview_go_with_it(storage: Storage, interview: InterviewId) -> None:
    other = await prepared(storage)
    gone = await stored(storage, a_review(interview=interview))
    kept = a_review(interview=other)
    second = Attempt(number=2, interview=interview, question=1, sent_at=later(5))
    kept = await stored(storage, replace(kept, attempts=(*kept.attempts, second)))

    async with storage.unit_of_work() as uow:
        await uow.reviews.discard_for(interview)
        await uow.interviews.discard(interview)
        await uow.commit()

    assert await read(storage, gone.id) is None
    assert await read(storage, kept.id) == replace(kept, attempts=kept.attempts[:1])


async def test_the_id_of_a_deleted_review_is_never_given_again(storage: Storage, interview: InterviewId) -> None:
    first = await stored(storage, a_review(interview=interview))
    async with storage.engine.begin() as connection:
        await connection.execute(delete(reviews))

    assert (await stored(storage, a_review(interview=interview))).id > first.id


@pytest.mark.postgres
async def test_of_two_writers_at_once_one_is_told(postgres_url: str) -> None:
    one, other = Storage(postgres_url, a_vault()), Storage(postgres_url, a_vault())
    async with one, other:
        added = await stored(one, a_review(interview=await prepared(one)))

        async with one.unit_of_work() as first, other.unit_of_work() as second:
            mine, theirs = await first.reviews.get(added.id), await second.reviews.get(added.id)
            assert mine is not None
            assert theirs is not None
            await first.reviews.save(replace(mine, claim=CLAIM))
            trying = asyncio.create_task(second.reviews.save(replace(theirs, claim=replace(CLAIM, coach=UserId(2002)))))
            await asyncio.wait([trying], timeout=0.2)
            assert not trying.done()
            await first.commit()
            with pytest.raises(ConcurrentUpdate):
                await trying

        assert await read(one, added.id) == replace(added, claim=CLAIM, version=1)


@pytest.mark.postgres
async def test_a_reader_never_sees_half_of_a_change(postgres_url: str) -> None:
    """Comments, shown_pages and stage come from one moment, although they are read by four statements."""
    async with Storage(postgres_url, a_vault()) as storage:
        interview = await prepared(storage)
        added = await stored(storage, a_review(interview=interview))
        await stored(storage, a_review(interview=interview, comments=(a_comment(1, source=None),)))
        done = asyncio.Event()

        async def write() -> None:
            for number in range(1, 60):
                async with storage.unit_of_work() as uow:
                    present = await uow.reviews.get(added.id)
                    assert present is not None
                    written = (a_comment(1, source=None, text=str(number)),) if number % 2 else ()
                    await uow.reviews.save(
                        replace(
                            a_review(interview=interview, comments=written, focus=str(number), counter=number),
                            id=added.id,
                            shown_pages=(a_shown_page(number),),
                            version=present.version,
                        )
                    )
                    await uow.commit()
            done.set()

        async def look() -> int:
            looks = 0
            while not done.is_set():
                async with storage.unit_of_work() as uow:
                    try:
                        found, _ = await uow.reviews.queue(SERVER)
                    except ConcurrentUpdate:
                        continue
                if found.version:
                    assert (found.focus, found.shown_pages[0].message) == (str(found.counter), found.counter)
                    assert (found.stage is Stage.ANSWERED) == bool(found.comments) == bool(found.counter % 2)
                looks += 1
            return looks

        _, *looks = await asyncio.gather(write(), look(), look())

    assert min(looks) > 10
