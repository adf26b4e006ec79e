"""Reads what a bot has stored, while it runs, with nothing of the bot but its key and its codecs."""

from __future__ import annotations

import json
import re
import sqlite3
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from tests.databases import a_vault

_NUMBER = re.compile(r"\d{15,}")
_WAITING = """
SELECT outbox.id, outbox.destination, outbox.kind, outbox.effect, outbox.attempts FROM outbox
JOIN candidates ON candidates.id = outbox.candidate_id
WHERE outbox.state = 'waiting' AND NOT (outbox.destination LIKE 'dm:%' AND candidates.unreachable_since IS NOT NULL)
"""


@dataclass(slots=True, kw_only=True)
class StoredRound:
    question_message: int | None
    panel_message: int | None
    skipped: bool
    parts: dict[int, str] = field(default_factory=dict)
    """The texts of the answer by their messages."""


@dataclass(slots=True, kw_only=True)
class StoredInterview:
    candidate: int
    phase: str
    position: int
    review: int | None
    started_by: int
    """The press or command that began it."""
    parked: bool = False
    """True while it waits for another one to be over."""
    rounds: dict[int, StoredRound] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComment:
    number: int
    side: str
    author: int
    source: int | None
    state: str
    text: str


@dataclass(slots=True, kw_only=True)
class StoredReview:
    candidate: int
    channel: int
    thread: int | None
    stage: str
    coach: int | None
    claimed: bool
    focus: str
    attempts: list[tuple[int, int]] = field(default_factory=list)
    """Interview and question, in order."""
    comments: list[StoredComment] = field(default_factory=list)
    pages: dict[int, tuple[str, int, str]] = field(default_factory=dict)
    """Kind and number of the post, and name of the page, by message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExport:
    candidate: int
    phase: str
    sent: int
    """How many parts have been sent."""


@dataclass(slots=True, kw_only=True)
class Stored:
    """All that the judge looks at."""

    interviews: dict[int, StoredInterview] = field(default_factory=dict)
    reviews: dict[int, StoredReview] = field(default_factory=dict)
    delivered: set[int] = field(default_factory=set)
    """Messages that are known as the delivery of a parcel."""
    asked: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    """For each interview and question: the causes for which it was asked, with the messages that do so."""
    waiting: list[str] = field(default_factory=list)
    """What waits to be sent to somebody who can be reached."""
    exports: list[StoredExport] = field(default_factory=list)
    shares: list[str] = field(default_factory=list)
    """The texts of all versions of shared answers that are kept."""
    shared_cards: set[int] = field(default_factory=set)
    reports: dict[int, int] = field(default_factory=dict)
    """How often each review was reported."""
    seen: set[str] = field(default_factory=set)
    """The keys in the inbox."""

    @property
    def texts(self) -> list[str]:
        """All words of people."""
        parts = [text for each in self.interviews.values() for of in each.rounds.values() for text in of.parts.values()]
        said = [comment.text for each in self.reviews.values() for comment in each.comments]
        return [*parts, *said, *self.shares, *(each.focus for each in self.reviews.values())]


class Database:
    """The database of an evening, seen from beside the bot."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._postgres: asyncpg.Connection[Any] | None = None

    async def rows(self, statement: str) -> Sequence[tuple[Any, ...]]:
        if self._url.startswith("sqlite"):
            path = self._url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
                return database.execute(statement).fetchall()
        if self._postgres is None:
            self._postgres = await asyncpg.connect(self._url)
        return [tuple(each) for each in await self._postgres.fetch(statement)]

    async def close(self) -> None:
        if self._postgres is not None:
            await self._postgres.close()

    async def waiting(self) -> list[str]:
        """What is still to be sent to somebody who can be reached."""
        found = await self.rows(_WAITING)
        return [
            f"parcel {number} to {to}: {kind} {effect}, {attempts} attempts"
            for number, to, kind, effect, attempts in found
        ]

    async def unfinished(self) -> list[str]:
        """Exports that are being made or sent, and people who are being forgotten."""
        exports = await self.rows(
            "SELECT exports.id, phase FROM exports JOIN candidates ON candidates.id = candidate_id"
            " WHERE ended_at IS NULL AND unreachable_since IS NULL"
        )
        forgettings = await self.rows("SELECT person, phase FROM forgettings")
        return [f"export {number}: {phase}" for number, phase in exports] + [
            f"forgetting of {person}: {phase}" for person, phase in forgettings
        ]

    async def naming(self, numbers: Collection[int]) -> list[str]:
        """The tables in which one of these numbers stands, by itself or in a text."""
        listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if not self._url.startswith("sqlite"):
            listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        found = []
        for (table,) in await self.rows(listed):
            rows = await self.rows(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own word
            words = {word for row in rows for value in row for word in _NUMBER.findall(str(value))}
            found += [f"{table} ({each})" for each in numbers if str(each) in words]
        return found

    async def outbox(self) -> tuple[str, ...]:
        """All parcels that ever were, in short, for whoever looks into a failure."""
        rows = await self.rows(
            "SELECT id, destination, kind, effect, cause, state, attempts, message_id, reason, due_at"
            " FROM outbox ORDER BY id"
        )
        return tuple(" ".join(map(str, each)) for each in rows)

    async def review_channel(self) -> str | None:
        """The id of the review channel that is set up."""
        found = await self.rows("SELECT review_channel FROM servers")
        return str(found[0][0]) if found else None

    async def read(self) -> Stored:
        """Everything, once."""
        vault = await self._vault()
        stored = Stored(waiting=[*await self.waiting(), *await self.unfinished()])
        await self._read_interviews(stored, vault)
        await self._read_reviews(stored, vault)
        stored.delivered = {
            int(each) for (each,) in await self.rows("SELECT message_id FROM outbox WHERE message_id IS NOT NULL")
        }
        asked = await self.rows(
            "SELECT interview_id, effect, cause, message_id FROM outbox"
            " WHERE kind = 'AskQuestion' AND state = 'delivered'"
        )
        for interview, effect, cause, message in asked:
            stored.asked.setdefault((interview, json.loads(effect)["number"]), {})[cause] = message
        await self._read_more(stored, vault)
        stored.seen = {str(each) for (each,) in await self.rows("SELECT cause FROM inbox")}
        return stored

    async def _vault(self) -> Vault:
        vault = a_vault()
        proofs = await self.rows("SELECT fingerprint, proof FROM key_check")
        vault.unlock({str(name): str(proof) for name, proof in proofs})
        return vault

    async def _read_interviews(self, stored: Stored, vault: Vault) -> None:
        heads = await self.rows(
            "SELECT id, candidate_id, phase, position, review_id, started_by, parked_by FROM interviews ORDER BY id"
        )
        for number, candidate, phase, position, review, started_by, parked_by in heads:
            stored.interviews[number] = StoredInterview(
                candidate=candidate,
                phase=phase,
                position=position,
                review=review,
                started_by=started_by,
                parked=parked_by is not None,
            )
        rounds = await self.rows(
            "SELECT interview_id, number, question_message, panel_message, skipped FROM rounds ORDER BY number"
        )
        for interview, number, question, panel, skipped in rounds:
            stored.interviews[interview].rounds[number] = StoredRound(
                question_message=question, panel_message=panel, skipped=bool(skipped)
            )
        parts = await self.rows("SELECT interview_id, number, message_id, sealed FROM parts ORDER BY message_id")
        for interview, number, message, sealed in parts:
            text = sealed_json.unseal(_as_text(sealed), vault)["text"]
            stored.interviews[interview].rounds[number].parts[message] = text

    async def _read_more(self, stored: Stored, vault: Vault) -> None:
        """What only some evenings have."""
        stored.exports = [
            StoredExport(candidate=candidate, phase=phase, sent=sent)
            for candidate, phase, sent in await self.rows("SELECT candidate_id, phase, sent FROM exports")
        ]
        for (sealed,) in await self.rows("SELECT sealed FROM shared_versions WHERE sealed IS NOT NULL"):
            stored.shares.append(sealed_json.unseal(_as_text(sealed), vault)[0])
        stored.shared_cards = {
            int(card) for (card,) in await self.rows("SELECT card FROM shared_answers WHERE card IS NOT NULL")
        }
        for (review,) in await self.rows("SELECT review_id FROM reports"):
            stored.reports[review] = stored.reports.get(review, 0) + 1

    async def _read_reviews(self, stored: Stored, vault: Vault) -> None:
        heads = await self.rows(
            "SELECT id, candidate_id, channel, thread, stage, coach, claim_coach, sealed FROM reviews ORDER BY id"
        )
        for number, candidate, channel, thread, stage, coach, claim, sealed in heads:
            stored.reviews[number] = StoredReview(
                candidate=candidate,
                channel=channel,
                thread=thread,
                stage=stage,
                coach=coach,
                claimed=claim is not None,
                focus=sealed_json.unseal(sealed, vault)["wish"],
            )
        for review, interview, question in await self.rows(
            "SELECT review_id, interview_id, question FROM attempts ORDER BY review_id, number"
        ):
            stored.reviews[review].attempts.append((interview, question))
        comments = await self.rows(
            "SELECT review_id, number, side, author, source_message, state, sealed FROM letters ORDER BY number"
        )
        for review, number, side, author, source, state, sealed in comments:
            comment = StoredComment(
                number=number,
                side=side,
                author=author,
                source=source,
                state=state,
                text=sealed_json.unseal(sealed, vault)["text"],
            )
            stored.reviews[review].comments.append(comment)
        pages = await self.rows("SELECT review_id, kind, number, page, message_id FROM sheets ORDER BY id")
        for review, kind, number, page, message in pages:
            stored.reviews[review].pages[message] = (kind, number, page)


def _as_text(sealed: bytes) -> str:
    """What is stored without its base64."""
    return urlsafe_b64encode(sealed).decode()


def repeated(values: Sequence[Any]) -> list[Any]:
    """Those that are there more than once."""
    counts: dict[Any, int] = defaultdict(int)
    for each in values:
        counts[each] += 1
    return [each for each, count in counts.items() if count > 1]
