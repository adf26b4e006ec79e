"""A database of an earlier version keeps everything when it is brought to the newest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.core.content import InterviewId, MessageId, UserId
from bot.interviewing.domain.effects import AskQuestion, ShowPanel
from bot.interviewing.domain.events import FollowUpPressed
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Phase
from bot.interviewing.usecases.outgoing import INTERVIEW, interview_parcels
from bot.outbound.handled import Limits
from bot.outbound.outbox import Parcel, dm_of
from bot.storage.database import migrating
from bot.storage.interviews.frozen_texts import digest_of
from bot.storage.interviews.snapshot_codec import encode_snapshot
from bot.storage.storage import Storage
from tests.builders import AN_AUTHOR, CANDIDATE, NOON, a_part, a_question, a_review, an_interview, later
from tests.databases import a_vault
from tests.storage.database.earlier import Statement, in_old_database, rows
from tests.storage.reviewing import prepared, stored, waiting

OTHER = UserId(5)
HOUR = timedelta(hours=1)
INTERVIEWS = """
INSERT INTO interviews (id, candidate_id, server, locale, bank_slug, bank_title, bank_size, introduction, mode, phase,
                        position, questions, started_at, ended_at, version)
SELECT :id, :candidate, NULL, 'en-US', 'stripe', 'Stripe', 3, '', 'practice', 'answered', 1, 3, '{noon}', NULL, 4
"""
PARCELS = """
INSERT INTO outbox (id, interview_id, kind, number, effect, cause, nonce, after, state, attempts, due_at, claimed_by,
                    claimed_until, message_id, delivered_at, reason)
VALUES
  (2, 7, 'AskQuestion', 1, '{{"number": 1}}', 'message:1', 'n2', NULL, 'delivered', 1, '{noon}', NULL, NULL, 900,
   '{noon}', NULL),
  (3, 7, 'ShowPanel', 1, '{{"number": 1}}', 'message:2', 'n3', 700, 'waiting', 1, '{noon}', 'one', '{noon}', NULL,
   NULL, NULL),
  (4, 7, 'ShowPanel', 1, '{{"number": 1}}', 'message:3', 'n4', 701, 'waiting', 0, '{noon}', NULL, NULL, NULL, NULL,
   NULL),
  (5, 8, 'ShowPanel', 1, '{{"number": 1}}', 'message:4', 'n5', NULL, 'waiting', 0, '{noon}', NULL, NULL, NULL, NULL,
   NULL),
  (6, 7, 'AskQuestion', 2, '{{"number": 2}}', 'message:5', 'n6', NULL, 'dropped', 0, '{noon}', NULL, NULL, NULL,
   NULL, 'obsolete'),
  (9, 8, 'ShowSummary', NULL, '{{}}', 'message:6', 'n9', NULL, 'waiting', 0, '{noon}', NULL, NULL, NULL, NULL, NULL)
"""


def an_old_database() -> list[Statement]:
    rounds = (
        "INSERT INTO rounds (interview_id, number, bank_number, question_id, snapshot, attempt, skipped, hints,"
        " examples_seen, reveal_asked, assisted)"
        " VALUES (:id, :number, :number, 'q', '{{}}', 1, FALSE, 0, FALSE, FALSE, FALSE)"
    )
    made: list[Statement] = []
    for number, candidate in ((7, CANDIDATE), (8, OTHER), (12, UserId(6))):
        made.append(("INSERT INTO candidates (id) VALUES (:candidate)", {"candidate": candidate}))
        made.append((INTERVIEWS, {"id": number, "candidate": candidate}))
        made += [(rounds, {"id": number, "number": each}) for each in (1, 2, 3)]
    made.append(("INSERT INTO parts (message_id, interview_id, number, sealed) VALUES (501, 7, 1, 'x')", {}))
    made.append((PARCELS, {}))
    # As after an interview that was discarded: its numbers were given, and nothing shows them any more.
    made.append(("DELETE FROM interviews WHERE id = 12", {}))
    made.append(("DELETE FROM rounds WHERE interview_id = 12", {}))
    made.append(("DELETE FROM outbox WHERE id = 9", {}))
    return made


async def upgraded(url: str) -> Storage:
    await in_old_database(url, "0001", an_old_database())
    assert await migrating.upgrade(url) == "0001"
    return Storage(url, a_vault())


async def test_the_parcels_of_an_older_version_wait_for_the_same_people(old_url: str) -> None:
    async with await upgraded(old_url) as storage:
        mine, theirs = await waiting(storage, dm_of(CANDIDATE)), await waiting(storage, dm_of(OTHER))
        others = await rows(storage, "SELECT id, state, message_id, reason FROM outbox WHERE state != 'waiting'")

    expected = Parcel(
        id=3,
        destination=dm_of(CANDIDATE),
        candidate=CANDIDATE,
        kind=INTERVIEW,
        subject=7,
        effect=ShowPanel(number=1),
        cause="message:2",
        nonce="n3",
        after=MessageId(700),
        attempts=1,
        due_at=NOON,
        line=3,
        shows="panel:7:1",
    )
    assert mine[0] == expected
    if not old_url.startswith("sqlite"):  # where opening releases the claims of the process that is gone
        assert mine[1:] == [replace(expected, id=4, cause="message:3", nonce="n4", after=701, attempts=0, line=4)]
    assert [(parcel.id, parcel.candidate, parcel.effect) for parcel in theirs] == [(5, OTHER, ShowPanel(number=1))]
    assert (2, "delivered", 900, None) in others
    assert (6, "dropped", None, "obsolete") in others


async def test_a_panel_of_an_older_version_is_not_put_twice(old_url: str) -> None:
    async with await upgraded(old_url) as storage:
        interview = an_interview(id=InterviewId(8), candidate=OTHER)
        async with storage.unit_of_work() as uow:
            effects = [ShowPanel(number=1), AskQuestion(number=2)]
            await uow.outbox.put(interview_parcels(interview, effects, cause="message:7", due_at=later(5)))
            await uow.commit()

        panel, question = await waiting(storage, dm_of(OTHER))
    assert (panel.id, panel.cause) == (5, "message:4")
    assert question.effect == AskQuestion(number=2)
    assert question.id > 9, "no number is given anew"


async def test_everything_else_of_an_older_version_is_there(old_url: str) -> None:
    async with await upgraded(old_url) as storage:
        assert await rows(storage, "SELECT id, candidate_id, review_id, version FROM interviews ORDER BY id") == [
            (7, CANDIDATE, None, 4),
            (8, OTHER, None, 4),
        ]
        assert await rows(storage, "SELECT interview_id, number FROM rounds ORDER BY 1, 2") == [
            (interview, number) for interview in (7, 8) for number in (1, 2, 3)
        ]
        assert await rows(storage, "SELECT DISTINCT ticks, rating FROM rounds") == [(None, None)]
        assert await rows(storage, "SELECT message_id, interview_id, number, sealed FROM parts") == [(501, 7, 1, b"x")]


async def test_reviews_can_be_stored_in_it(old_url: str) -> None:
    async with await upgraded(old_url) as storage:
        interview = await prepared(storage, UserId(9))
        review = await stored(storage, a_review(interview=interview, candidate=UserId(9)))

        async with storage.unit_of_work() as uow:
            assert await uow.reviews.get(review.id) == review
    assert interview == 13, "no number is given anew"


async def test_deleting_a_candidate_of_an_older_version_deletes_their_parcels(old_url: str) -> None:
    async with await upgraded(old_url) as storage:
        async with storage.engine.begin() as connection:
            await connection.execute(text("DELETE FROM candidates WHERE id = :id"), {"id": CANDIDATE})

        assert await rows(storage, "SELECT id FROM outbox WHERE state = 'waiting'") == [(5,)]


async def test_settings_beyond_the_bounds_are_brought_into_them(old_url: str) -> None:
    servers = (
        "INSERT INTO servers (id, review_channel, coach_role, lead_role, goal, open_per_candidate, claims_per_coach,"
        " retention) VALUES (1, 2, 3, NULL, 1, 1, 21, 86400000000), (2, 2, 3, NULL, 604800000001, 99, 20, 1)"
    )
    await in_old_database(old_url, "0003", [(servers, {})])
    await migrating.upgrade(old_url)

    async with Storage(old_url, a_vault()) as storage, storage.unit_of_work() as uow:
        low, high = await uow.servers.all()
    assert (low.goal, low.open_per_candidate, low.claims_per_coach, low.retention) == (HOUR, 1, 20, 24 * HOUR)
    assert (high.goal, high.open_per_candidate, high.claims_per_coach, high.retention) == (
        168 * HOUR,
        20,
        20,
        24 * HOUR,
    )


async def test_interviews_of_an_older_version_go_on_and_take_no_late_message(old_url: str) -> None:
    ended = "UPDATE interviews SET phase = 'ended', ended_at = '{noon}' WHERE id = 8"
    await in_old_database(old_url, "0001", an_old_database())
    await in_old_database(old_url, "0004", [(ended, {})])
    await migrating.upgrade(old_url)

    async with Storage(old_url, a_vault()) as storage:
        new = await prepared(storage, UserId(9))
        found = await rows(
            storage, "SELECT id, phase, started_by, accepts_before, overview_message FROM interviews ORDER BY id"
        )
        async with storage.unit_of_work() as uow:
            asked = await uow.candidates.to_catch_up_with(ended_since=NOON)

    assert found[:2] == [(7, "answered", None, None, None), (8, "ended", None, None, None)]
    assert asked == [CANDIDATE]
    assert new == 13, "no number is given anew"


REVIEWS = """
INSERT INTO reviews (id, server, channel, candidate_id, named, locale, sealed, erased, goal, stage, sent_at, excluded,
                     closed_at, coaches_pinged, leads_pinged, told_late, counter, active_at, version)
SELECT :id, 1, 2, :candidate, FALSE, 'en-US', 'x', FALSE, 3600000000, :stage, '{noon}', '[]', :closed, FALSE, FALSE,
       FALSE, 0, '{noon}', 0
"""
ATTEMPTS = (
    "INSERT INTO attempts (review_id, number, interview_id, question, sent_at) VALUES (:id, 1, 7, :question, '{noon}')"
)


async def test_of_two_reviews_of_one_answer_that_wait_the_older_one_keeps_it_open(old_url: str) -> None:
    server = (
        "INSERT INTO servers (id, review_channel, coach_role, lead_role, goal, open_per_candidate, claims_per_coach,"
        " retention) VALUES (1, 2, 3, NULL, 3600000000, 5, 5, 86400000000)"
    )
    made: list[Statement] = [(server, {})]
    for number, stage, question in ((1, "withdrawn", 1), (2, "waiting", 1), (3, "waiting", 1), (4, "waiting", 2)):
        closed = NOON.replace(tzinfo=None) if old_url.startswith("sqlite") else NOON
        values = {"id": number, "candidate": CANDIDATE, "stage": stage}
        made.append((REVIEWS, values | {"closed": closed if stage == "withdrawn" else None}))
        made.append((ATTEMPTS, {"id": number, "question": question}))
    await in_old_database(old_url, "0001", an_old_database())
    await in_old_database(old_url, "0005", made)
    assert await migrating.upgrade(old_url) == "0005"

    async with Storage(old_url, a_vault()) as storage:
        found = await rows(storage, "SELECT id, open_interview, open_question FROM reviews ORDER BY id")
    assert found == [(1, None, None), (2, 7, 1), (3, None, None), (4, 7, 2)]


INTERVIEW_OF_0018 = """
INSERT INTO interviews (id, candidate_id, locale, bank_slug, bank_title, bank_size, introduction_digest, mode, phase,
                        position, questions, started_at, leafing, version)
VALUES (7, :id, 'en-US', 'stripe', 'Stripe', 1, :digest, 'live', 'asked', 1, 1, '{noon}', FALSE, 3)
"""
ROUND_OF_0018 = """
INSERT INTO rounds (interview_id, number, bank_number, question_id, snapshot_digest, attempt, skipped, hints,
                    examples_seen, reveal_asked, assisted)
VALUES (7, 1, 1, 'question-1', :digest, 1, FALSE, 0, FALSE, FALSE, FALSE)
"""


async def test_older_interviews_go_on_without_follow_ups_and_can_be_followed_up(old_url: str) -> None:
    snapshot = encode_snapshot(a_question(), AN_AUTHOR)
    made: list[Statement] = [("INSERT INTO candidates (id) VALUES (:id)", {"id": CANDIDATE})]
    for words in ("", snapshot):
        frozen = {"digest": digest_of(words), "text": words}
        made.append(("INSERT INTO frozen_texts (digest, text) VALUES (:digest, :text)", frozen))
    made.append((INTERVIEW_OF_0018, {"id": CANDIDATE, "digest": digest_of("")}))
    made.append((ROUND_OF_0018, {"digest": digest_of(snapshot)}))
    await in_old_database(old_url, "0018", made)
    await migrating.upgrade(old_url)

    async with Storage(old_url, a_vault()) as storage:
        async with storage.unit_of_work() as uow:
            found = await uow.interviews.get(InterviewId(7))
            assert found is not None
            assert (found.follow_ups, found.follow_up, found.follow_ups_wanted) == ((), None, 0)
            answered = found.with_turn(replace(found.round(1), parts=(a_part(501),)))
            followed_up = advance(replace(answered, phase=Phase.ANSWERED), FollowUpPressed(at=NOON)).interview
            await uow.interviews.save(followed_up)
            await uow.commit()
        storage.forget()
        async with storage.unit_of_work() as uow:
            assert await uow.interviews.get(InterviewId(7)) == replace(followed_up, version=4)


async def test_entries_of_the_inbox_count_as_new_and_those_of_forms_stay_for_good(old_url: str) -> None:
    entries = "INSERT INTO inbox (cause) VALUES ('message:1'), ('hint:2:1600000000000'), ('form:1-x'), ('form:2')"
    await in_old_database(old_url, "0007", [(entries, {})])
    await migrating.upgrade(old_url)

    async with Storage(old_url, a_vault()) as storage:
        old = await rows(storage, "SELECT cause FROM inbox WHERE seen_at IS NULL ORDER BY cause")
        seen = await rows(storage, "SELECT cause FROM inbox WHERE seen_at IS NOT NULL ORDER BY cause")
        async with storage.unit_of_work() as uow:
            before = datetime.now(UTC) - timedelta(hours=1)
            assert (
                await uow.handled.remove_seen(Limits(before=before, horizon=9, sent_before=before), most=9)
            ).removed == 0
            assert not await uow.inbox.first_sight("message:1")

    assert [each for (each,) in old] == ["form:1-x", "form:2"]
    assert [each for (each,) in seen] == ["hint:2:1600000000000", "message:1"]


async def test_each_round_has_the_bank_of_its_interview_which_is_stored_once(old_url: str) -> None:
    async with await upgraded(old_url) as storage:
        banks = await rows(storage, "SELECT slug, title, size FROM bank_references")
        of_rounds = await rows(
            storage,
            "SELECT interview_id, number, slug, bank_number FROM rounds"
            " JOIN bank_references ON bank_references.id = bank_id ORDER BY interview_id, number",
        )

    assert banks == [("stripe", "Stripe", 3)]
    assert of_rounds == [(interview, number, "stripe", number) for interview in (7, 8) for number in (1, 2, 3)]
