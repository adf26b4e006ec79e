"""Every row that the old build stored is read by today's storage, and nothing that it says is lost on the way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.core.content import ReviewId
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.model import Stage
from bot.storage.encryption.vault import Vault
from bot.storage.storage import Storage
from tests.old_build.recording import KEY, bring_up_to_date, place_database
from tests.old_build.stored import OldDatabase, leaves

WORDS: dict[tuple[str, str], set[str]] = {
    ("interviews", "phase"): {"opening", "asked", "answered", "debrief", "ended"},
    ("interviews", "mode"): {"practice", "live"},
    ("reviews", "stage"): {"waiting", "answered", "closed", "withdrawn"},
    ("reviews", "rating"): {"helped", "partly", "no"},
    ("letters", "side"): {"coach", "candidate"},
    ("letters", "state"): {"waiting", "delivered", "held", "failed", "withdrawn"},
    ("letters", "why"): {"closed_dms", "discord_busy", "refused", "taken_over", "review_withdrawn", "review_closed"},
    ("sheets", "kind"): {"answer", "letter", "copy", "receipt", "change", "notice", "status", "news"},
    ("outbox", "state"): {"waiting", "delivered", "dropped"},
}
"""All that the old build could store in these columns."""
KINDS = {
    *("AskQuestion", "ShowPanel", "ShowHint", "AskRevealAnyway", "ShowExamples", "ShowDebrief", "ShowSummary"),
    *("review.ShowPaper", "review.OpenThread", "review.ArchiveThread", "review.RenameThread", "review.RemovePaper"),
    *("review.RemoveCard", "review.LeavePlace", "review.Remind"),
}
"""All effects that the old build could leave in the outbox."""
IN_EFFECTS: dict[str, set[Any]] = {
    "rung": {None, 1, 2, 3},
    "change": {None, "added", "edited", "withdrawn"},
    "news": {None, "late", "closed", "taken_back", "retry_over"},
    "audience": {"coaches", "leads"},
    "barred": {False, True},
    "whole": {False, True},
}
NOTICES = {
    *("taken_over", "lapsed", "withdrawn", "rated", "reopened", "moved", "shown_again", "from_elsewhere"),
    *("left_behind", "barred"),
}
MARKS = {"strong", "good", "mixed", "not_yet"}
REFUSED_FOR = {"link", "explicit", "words", "size", "unsaid"}
QUESTIONS = {
    "kind": {"behavioural", "technical", "role", "company", "system-design"},
    "difficulty": {"easy", "medium", "hard"},
}


@pytest.fixture
def database(tmp_path: Path) -> OldDatabase:
    return OldDatabase(place_database(tmp_path))


@pytest.fixture
async def opened(database: OldDatabase) -> AsyncIterator[Storage]:
    """Today's storage on it, with everything in the outbox that ever was there."""
    database.put_all_back()
    await bring_up_to_date(database.path)
    async with Storage(f"sqlite:///{database.path}", Vault.from_text(KEY)) as storage:
        yield storage


def lost(stored: Any, read: Any) -> Counter[str]:
    return leaves(stored) - leaves(read)


def test_the_fixture_has_every_word_that_the_old_build_could_store(database: OldDatabase) -> None:
    assert {column: database.words(*column) for column in WORDS} == WORDS
    effects = database.effects()
    assert {name: {each[name] for each in effects if name in each} for name in IN_EFFECTS} == IN_EFFECTS
    assert {each["notice"] for each in effects if each.get("notice")} == NOTICES
    letters = [database.unsealed(each["sealed"]) for each in database.rows("letters")]
    assert {each["assessment"]["mark"] for each in letters if each["assessment"]} - {None} == MARKS
    assert {each["refused_for"] for each in letters} - {None} == REFUSED_FOR
    assert [each for each in letters if each["files"]]
    asked = [json.loads(each["snapshot"])["question"] for each in database.rows("rounds")]
    assert {name: {each[name] for each in asked} for name in QUESTIONS} == QUESTIONS
    waiting = {each["kind"] for each in database.rows("outbox") if each["state"] == "waiting"}
    assert waiting == KINDS, "each of them waits for somebody"


@pytest.mark.parametrize(
    ("table", "has"),
    [
        ("reviews", lambda each: each["opinion_of"] is not None),
        ("reviews", lambda each: each["excluded"] != "[]"),
        ("reviews", lambda each: bool(each["erased"])),
        ("reviews", lambda each: bool(each["named"])),
        ("reviews", lambda each: each["claim_coach"] is not None),
        ("attempts", lambda each: each["number"] == 2),
        ("interviews", lambda each: each["review_id"] is not None),
        ("rounds", lambda each: bool(each["skipped"])),
        ("rounds", lambda each: bool(each["assisted"])),
        ("outbox", lambda each: each["state"] == "waiting" and each["claimed_by"] is not None),
        ("outbox", lambda each: each["state"] == "waiting" and each["merge_key"] is not None),
        ("outbox", lambda each: each["state"] == "waiting" and each["line"] is not None),
        ("candidates", lambda each: each["unreachable_since"] is not None),
        ("bank_uploads", lambda each: each["version"] is None),
        ("server_banks", lambda each: not each["enabled"]),
        *((table, lambda _: True) for table in ("aliases", "profiles", "snippets", "notes", "servers", "parts")),
    ],
)
def test_the_fixture_has_rows_of_each_sort(
    database: OldDatabase, table: str, has: Callable[[dict[str, Any]], bool]
) -> None:
    assert any(map(has, database.rows(table)))


async def test_every_interview_is_read(opened: Storage, database: OldDatabase, tmp_path: Path) -> None:
    (tmp_path / "untouched").mkdir()
    untouched = OldDatabase(place_database(tmp_path / "untouched"))  # in the other one, texts have been moved
    for row in untouched.rows("interviews"):
        async with opened.unit_of_work() as uow:
            read = await uow.interviews.get(row["id"])
        assert read is not None
        rounds = [each for each in untouched.rows("rounds") if each["interview_id"] == row["id"]]
        assert len(rounds) == len(read.rounds)
        parts = [each for each in database.rows("parts") if each["interview_id"] == row["id"]]

        assert lost([row["phase"], row["mode"], row["bank_title"], row["introduction"]], read) == Counter()
        for stored, asked in zip(rounds, read.rounds, strict=True):
            assert lost(json.loads(stored["snapshot"]), [asked.question, asked.author]) == Counter()
        assert lost([database.unsealed(each["sealed"]) for each in parts], read) == Counter()
        assert lost([each["message_id"] for each in parts], read) == Counter()


async def test_every_review_is_read(opened: Storage, database: OldDatabase) -> None:
    for row in database.rows("reviews"):
        async with opened.unit_of_work() as uow:
            read = await uow.reviews.get(row["id"])
        letters = [each for each in database.rows("letters") if each["review_id"] == row["id"]]
        sheets = [each for each in database.rows("sheets") if each["review_id"] == row["id"]]

        assert lost([row["stage"], row["rating"], row["thread"], row["coach"], row["opinion_of"]], read) == Counter()
        assert lost(json.loads(row["excluded"]), read) == Counter()
        assert lost(database.unsealed(row["sealed"]), read) == Counter()
        assert lost([[each["side"], each["state"], each["why"], each["author"]] for each in letters], read) == Counter()
        assert lost([database.unsealed(each["sealed"]) for each in letters], read) == Counter()
        assert lost([[each["kind"], each["page"], each["message_id"]] for each in sheets], read) == Counter()


async def test_every_parcel_is_read(opened: Storage, database: OldDatabase) -> None:
    rows = {each["id"]: each for each in database.rows("outbox")}
    read: dict[int, Any] = {}
    for destination in {each["destination"] for each in rows.values()}:
        async with opened.unit_of_work() as uow:
            read |= {each.id: each for each in await uow.outbox.waiting_for(destination)}

    assert read.keys() == rows.keys()
    for number, row in rows.items():
        assert lost(said(json.loads(row["effect"])), read[number]) == Counter(), row["kind"]
        assert lost([row["destination"], row["cause"], row["nonce"]], read[number]) == Counter()


def said(effect: dict[str, Any]) -> list[Any]:
    """What stands in the fields of an effect. That it shows a notice, a change or news, a class of its own may say."""
    paper = effect.pop("paper", {})
    return [effect, paper.get("number"), *({paper.get("kind")} - {"notice", "change", "news"})]


async def test_everything_else_is_read(opened: Storage, database: OldDatabase) -> None:
    async with opened.unit_of_work() as uow:
        for row in database.rows("aliases"):
            assert await uow.aliases.of(row["server"], row["candidate_id"]) == row["alias"]
        for row in database.rows("profiles"):
            profile = await uow.coaches.profile(row["server"], row["coach"])
            assert lost(database.unsealed(row["sealed"]), profile) == Counter()
        for row in database.rows("snippets"):
            snippet = await uow.coaches.snippet(row["server"], row["name"])
            assert lost(database.unsealed(row["sealed"]), snippet) == Counter()
        for row in database.rows("notes"):
            notes = await uow.coaches.notes(row["server"], row["candidate_id"])
            assert lost(database.unsealed(row["sealed"]), notes) == Counter()
        for row in database.rows("bank_uploads"):
            upload = await uow.banks.upload(row["server"], row["id"])
            assert lost([row["slug"], row["title"], row["summary"], json.loads(row["topics"])], upload) == Counter()
        for row in database.rows("server_banks"):
            decision = await uow.banks.decision(row["server"], row["slug"])
            assert lost([row["slug"], row["current"], row["newest"], bool(row["enabled"])], decision) == Counter()


async def test_since_when_candidates_wait_is_known_of_every_review(opened: Storage, database: OldDatabase) -> None:
    """It was not stored then."""
    stored = {row["id"]: row["waits_since"] for row in database.rows("reviews")}
    async with opened.unit_of_work() as uow:
        read = await uow.reviews.several([ReviewId(each) for each in stored])

    waiting = {each.id: waits_since(each) for each in read}
    assert {each for each, since in stored.items() if since is not None} == {
        each for each, since in waiting.items() if since is not None
    }
    for each, since in waiting.items():
        assert since is None or since.strftime("%Y-%m-%d %H:%M:%S") == stored[each][:19]
    assert any(since is not None and each.stage is Stage.ANSWERED for each in read for since in [waiting[each.id]])
