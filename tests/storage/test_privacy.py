"""Nobody reads an answer, a comment or a note who has only the database, an error or the log."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.exc import IntegrityError

from bot.core.content import File
from bot.interviewing.domain.model import Phase
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.reviewing.domain.effects import ShowPost
from bot.reviewing.domain.model import Assessment, Stage
from bot.reviewing.domain.posts import CARD
from bot.reviewing.usecases.outgoing import review_parcels
from bot.storage.storage import Storage
from tests.builders import CANDIDATE, COACH, NOON, SERVER, a_comment, a_part, a_review, a_server, an_interview
from tests.databases import a_vault

SECRET = "I once stored a password in plain text."
FILE = "my-curriculum-vitae.pdf"
ANSWER = an_interview(phase=Phase.ANSWERED).with_turn(
    replace(an_interview().present, parts=(a_part(501, SECRET, files=(File(name=FILE, size=1),)),))
)


SHOWN = "Persephone"
COMMENT = a_comment(1, text=SECRET, author_name=SHOWN, files=(File(name=FILE, size=1),))
COMMENT = replace(COMMENT, assessment=Assessment(next_step=SECRET))


async def store_answer(storage: Storage) -> None:
    """An answer, a review of it, and everything else that people write."""
    async with storage.unit_of_work() as uow:
        interview = await uow.interviews.add(ANSWER)
        await uow.servers.save(a_server())
        asked = a_review(interview=interview.id, comments=(COMMENT,), focus=SECRET, shown_name=SHOWN, named=True)
        review = await uow.reviews.add(asked)
        closed = replace(review, stage=Stage.CLOSED, closed_at=NOON, close_reason=SECRET)
        await uow.reviews.save(closed.with_comment(replace(COMMENT, text=f"{SECRET} Twice.", edited=True)))
        await uow.outbox.put(review_parcels(review, [ShowPost(post=CARD)], cause="message:1", due_at=NOON))
        await uow.coaches.save_profile(Profile(coach=COACH, server=SERVER, name=SHOWN, bio=SECRET))
        await uow.coaches.save_snippet(Snippet(id=0, server=SERVER, name="begin", text=SECRET, author=COACH))
        await uow.coaches.add_note(
            Note(id=0, server=SERVER, candidate=CANDIDATE, named=False, author=COACH, text=SECRET, written_at=NOON)
        )
        await uow.commit()


async def test_no_file_of_a_sqlite_database_shows_an_answer(sqlite_url: str) -> None:
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    async with Storage(sqlite_url, a_vault()) as storage:
        await store_answer(storage)
        assert_unreadable(b"".join(path.read_bytes() for path in folder.iterdir()))
    assert_unreadable(b"".join(path.read_bytes() for path in folder.iterdir()))


@pytest.mark.postgres
async def test_no_table_of_a_postgresql_database_shows_an_answer(postgres_url: str) -> None:
    async with Storage(postgres_url, a_vault()) as storage:
        await store_answer(storage)
    connection = await asyncpg.connect(postgres_url)
    try:
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = [row for table in tables for row in await connection.fetch(f"TABLE {table['tablename']}")]
    finally:
        await connection.close()
    assert_unreadable(repr(rows).encode())


def assert_unreadable(content: bytes) -> None:
    assert b"question-1" in content, "the interview is there"
    assert b"review.ShowPost" in content, "what is sent to coaches is there"
    for word in ("password", "plain text", "curriculum", SHOWN):
        for encoding in ("utf-8", "utf-16-le"):
            assert word.encode(encoding) not in content


async def test_an_error_of_the_database_shows_no_answer(storage: Storage) -> None:
    await store_answer(storage)

    async with storage.unit_of_work() as uow:
        with pytest.raises(IntegrityError) as refused:
            await uow.interviews.add(replace(ANSWER, candidate=ANSWER.candidate + 1))  # type: ignore[arg-type]

    assert "password" not in str(refused.value)
    assert "gAAAA" not in str(refused.value), "not even encrypted"


async def test_an_error_of_the_database_shows_no_comment(storage: Storage) -> None:
    await store_answer(storage)

    async with storage.unit_of_work() as uow:
        [interview] = [each.attempts[0].interview for each in await uow.reviews.feedback_by(SERVER, COACH)]
        with pytest.raises(IntegrityError) as refused:
            await uow.reviews.add(a_review(interview=interview, comments=(COMMENT,), focus=SECRET))

    assert "password" not in str(refused.value)
    assert "gAAAA" not in str(refused.value), "not even encrypted"


async def test_the_log_of_storing_says_nothing_about_an_answer(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async with Storage(database_url, a_vault()) as storage:
        await store_answer(storage)

    assert {record.name for record in caplog.records} <= {"bot.storage.examining"}
    assert "password" not in caplog.text


def test_the_same_answer_looks_different_each_time() -> None:
    vault = a_vault()
    vault.unlock({})
    assert vault.seal(SECRET) != vault.seal(SECRET)
