"""Fills every column of every table for three people, each with marks of their own in every text.

Each is a candidate, and a coach of the other two. A new table needs a function here: `test_nothing_is_left.py` fails
until there is one, and until each of its columns has a value for each person.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, insert

from bot.core.content import ChannelId, MessageId, UserId
from bot.outbound.look import BegunSending, Look
from bot.reviewing.domain.effects import NoticeKind, ShowNotice, ShowPost, TellReport
from bot.reviewing.domain.posts import CARD
from bot.sharing.domain.effects import RemoveSharedCard
from bot.storage.encryption import sealed_json
from bot.storage.messages.begun_codec import encode_begun
from bot.storage.messages.effect_codec import encode_effect
from bot.storage.schema.all_tables import ALL_TABLES
from bot.storage.storage import Storage
from tests.builders import NOON
from tests.databases import a_vault

Row = dict[str, Any]
SERVER, OTHER_SERVER = 1_290_000_000_000_000_001, 1_290_000_000_000_000_002
CHANNEL, OLD_CHANNEL = 1_290_000_000_000_000_003, 1_290_000_000_000_000_004
GONE = 1_201_202_203_204_205_999
"""Somebody else, who is being forgotten just now: that itself is deleted by whoever does it."""
GOAL = timedelta(days=1)
SECRET = "00" * 32
VAULT = a_vault()
VAULT.unlock({})


@dataclass(frozen=True, slots=True)
class Person:
    """One of the three."""

    number: int

    @property
    def id(self) -> UserId:
        return UserId(1_201_202_203_204_205_000 + self.number)

    @property
    def next(self) -> Person:
        return PEOPLE[(self.number + 1) % len(PEOPLE)]

    @property
    def previous(self) -> Person:
        return PEOPLE[(self.number - 1) % len(PEOPLE)]

    @property
    def alias(self) -> str:
        return f"Alias-of-{self.number}"

    def mark(self, where: str) -> str:
        """A text of theirs, as it stands nowhere else."""
        return f"mark{self.number}-{where}"

    def message(self, number: int) -> int:
        """The id of a message, press, channel or thread of theirs, as it stands nowhere else."""
        return 1_250_000_000_000_000_000 + 1_000 * self.number + number

    def row(self, number: int) -> int:
        """The id of a row of theirs, which PostgreSQL will not give to another one so soon."""
        return 1000 * (self.number + 1) + number


PEOPLE = tuple(Person(number) for number in range(3))


def seal(value: object) -> str:
    return sealed_json.seal(value, VAULT)


def of_all() -> Mapping[str, Sequence[Row]]:
    """The rows that are nobody's."""
    return {
        "servers": [
            {
                "id": server,
                "review_channel": CHANNEL,
                "coach_role": 1,
                "lead_role": 2,
                "goal": GOAL,
                "open_per_candidate": 3,
                "claims_per_coach": 3,
                "retention": timedelta(days=90),
                "removed_at": NOON,
                "emptied_at": NOON if server == OTHER_SERVER else None,
                "sharing": True,
            }
            for server in (SERVER, OTHER_SERVER)
        ],
        "exposures": [{"server": SERVER, "channel": CHANNEL, "warning": 5, "claimed_until": NOON}],
        "bulletins": [{"server": SERVER, "hour": 7, "next_at": NOON}],
        "bank_uploads": [
            {
                "server": SERVER,
                "slug": "stripe",
                "version": 1,
                "compared_with": 0,
                "title": "Stripe",
                "company": "Stripe",
                "role": "Engineer",
                "summary": "A bank.",
                "topics": "[]",
                "questions": 1,
                "source": "format: 1",
                "uploaded_at": NOON,
            }
        ],
        "server_banks": [{"server": SERVER, "slug": "stripe", "enabled": True, "current": 1, "newest": 1}],
        "frozen_texts": [{"digest": b"0" * 16, "text": "A question."}],
        "bank_references": [{"id": 901, "slug": "stripe", "title": "Stripe", "size": 1}],
        "horizon": [{"event": 1}],
        "nameless_files": [{"message": 1}],
        "safeguards": [
            {
                "server": SERVER,
                "account_age": timedelta(days=7),
                "membership_age": timedelta(days=1),
                "reviews_per_day": 3,
                "sealed": seal("Ask Kim."),
            }
        ],
        "pseudonym_secrets": [{"id": 1, "sealed": seal(SECRET)}],
        "forgettings": [
            {
                "person": GONE,
                "locale": "en-US",
                "dm_channel": 7,
                "phase": "clearing",
                "since": NOON,
                "asked_at": NOON,
                "swept_to": 8,
                "sweep_until": 9,
                "rounds": 1,
                "deleted": 3,
                "unswept": "forbidden",
                "unswept_messages": 1,
                "nonce": "nonce",
                "word_begun": True,
                "attempts": 1,
                "due_at": NOON,
                "claimed_by": "a process",
                "claimed_until": NOON,
            }
        ],
        "forgetting_secrets": [{"id": 1, "sealed": seal(SECRET)}],
        "forgotten": [{"digest": b"f" * 32, "day": date(2026, 1, 1), "times": 1}],
    }


def candidates(person: Person) -> list[Row]:
    return [
        {
            "id": person.id,
            "dm_channel": person.message(1),
            "newest_message": person.message(2),
            "feedback_message": person.message(3),
            "unreachable_since": NOON,
            "barrier": "closed",
            "active_on": date(2026, 11, 20),
            "told_on": date(2026, 11, 19),
        }
    ]


def interviews(person: Person) -> list[Row]:
    ended = {
        "id": person.row(1),
        "candidate_id": person.id,
        "server": SERVER,
        "locale": "en-US",
        "introduction_digest": b"0" * 16,
        "mode": "practice",
        "phase": "ended",
        "position": 1,
        "questions": 1,
        "started_at": NOON,
        "ended_at": NOON,
        "started_by": person.message(4),
        "accepts_before": person.message(5),
        "over_from": person.message(6),
        "over_until": person.message(7),
        "parked_by": None,
        "leafing": False,
        "follow_up": 2,
        "follow_ups_wanted": 1,
        "overview_message": person.message(8),
        "review_id": person.row(1),
        "version": 1,
    }
    parked = {"phase": "answered", "ended_at": None, "accepts_before": None, "overview_message": None}
    return [ended, ended | parked | {"id": person.row(2), "parked_by": person.message(9)}]


def rounds(person: Person) -> list[Row]:
    asked = {
        "interview_id": person.row(1),
        "number": 1,
        "bank_id": 901,
        "bank_number": 1,
        "question_id": "why",
        "snapshot_digest": b"0" * 16,
        "attempt": 1,
        "skipped": False,
        "hints": 0,
        "examples_seen": False,
        "reveal_asked": False,
        "assisted": False,
        "ticks": 1,
        "rating": 3,
        "asked_at": NOON,
        "question_message": person.message(10),
        "panel_message": person.message(11),
        "panel_sent_at": NOON,
    }
    return [asked, asked | {"interview_id": person.row(2)}]


def follow_ups(person: Person) -> list[Row]:
    return [
        {
            "interview_id": person.row(1),
            "question": 1,
            "item": 0,
            "number": 2,
            "skipped": False,
            "asked_at": NOON,
            "question_message": person.message(12),
            "panel_message": person.message(13),
            "panel_sent_at": NOON,
        }
    ]


def parts(person: Person) -> list[Row]:
    content = {"text": person.mark("answer"), "files": [{"name": person.mark("file"), "size": 1}]}
    return [
        {
            "message_id": person.message(20 + follow_up),
            "interview_id": person.row(1),
            "number": 1,
            "sealed": seal(content),
            "follow_up": follow_up or None,
            "seconds": 3,
        }
        for follow_up in (0, 2)
    ]


def inbox(person: Person) -> list[Row]:
    causes = (
        f"message:{person.message(20)}",
        f"hint:{person.message(22)}:1790000000000",
        f"refused:{person.message(32)}",
    )
    presses = (f"interaction:{person.message(41)}",)
    return [{"cause": cause, "seen_at": NOON} for cause in (*causes, *presses)]


def reviews(person: Person) -> list[Row]:
    """One that the next one answered and the previous one has claimed; one that waits; one that is over."""
    running = {
        "id": person.row(1),
        "server": SERVER,
        "channel": CHANNEL,
        "candidate_id": person.id,
        "named": True,
        "locale": "en-US",
        "sealed": seal(
            {"wish": person.mark("focus"), "shown_name": person.mark("name"), "close_reason": person.mark("reason")}
        ),
        "erased": False,
        "goal": GOAL,
        "stage": "answered",
        "sent_at": NOON,
        "claim_coach": person.previous.id,
        "claim_since": NOON,
        "claim_until": NOON + timedelta(hours=1),
        "coach": person.next.id,
        "gone": "[]",
        "handed_back": False,
        "waits_since": NOON,
        "excluded": "[]",
        "opinion_of": None,
        "open_interview": None,
        "open_question": None,
        "answered_at": NOON,
        "closed_at": None,
        "rating": "helped",
        "thread": person.message(50),
        "coaches_pinged": True,
        "leads_pinged": True,
        "told_late": True,
        "counter": 1,
        "wake_at": NOON + timedelta(hours=1),
        "active_at": NOON,
        "version": 1,
    }
    unclaimed = {"claim_coach": None, "claim_since": None, "claim_until": None}
    waiting = unclaimed | {
        "id": person.row(2),
        "stage": "waiting",
        "coach": None,
        "answered_at": None,
        "rating": None,
        "thread": person.message(51),
        "open_interview": person.row(1),
        "open_question": 1,
    }
    over = unclaimed | {
        "id": person.row(3),
        "stage": "closed",
        "closed_at": NOON,
        "waits_since": None,
        "wake_at": None,
        "handed_back": True,
        "gone": json.dumps([person.next.id]),
        "excluded": json.dumps([person.next.id, person.previous.id]),
        "opinion_of": person.row(1),
        "thread": person.message(52),
    }
    return [running, running | waiting, running | over]


def attempts(person: Person) -> list[Row]:
    return [
        {
            "review_id": person.row(review),
            "number": 1,
            "interview_id": person.row(1),
            "question": 1,
            "sent_at": NOON,
            "sealed": seal([{"message_id": person.message(20), "text": person.mark("earlier answer")}]),
        }
        for review in (1, 2, 3)
    ]


def letters(person: Person) -> list[Row]:
    """What the next one wrote to the person, what they replied, and a form of the previous one that was held back."""

    def comment(number: int, side: str, author: Person, **changes: Any) -> Row:
        is_coach = side == "coach"
        said: dict[str, Any] = {
            "text": "Kept by the candidate." if is_coach else author.mark("reply"),
            "files": [],
            "assessment": None,
            "author_name": author.mark("name as coach") if is_coach else author.mark("name"),
            "refused_for": None,
            "to": None if is_coach else person.next.id,
        }
        return {
            "review_id": person.row(1),
            "number": number,
            "side": side,
            "author": author.id,
            "sealed": seal(said),
            "source_channel": person.message(50),
            "source_message": person.message(30 + number),
            "written_at": NOON,
            "state": "delivered",
            "why": None,
            "edited": False,
        } | changes

    unsent = seal(
        {"text": person.previous.mark("unsent"), "files": [], "assessment": None, "author_name": "", "to": None}
    )
    never_sent = {
        "source_channel": None,
        "source_message": None,
        "state": "held",
        "why": "taken_over",
        "sealed": unsent,
    }
    return [
        comment(1, "coach", person.next),
        comment(2, "candidate", person, state="failed", why="refused"),
        comment(3, "coach", person.previous, **never_sent),
    ]


def sheets(person: Person) -> list[Row]:
    kinds = (("answer", 1), ("letter", 1), ("letter", 2), ("receipt", 2), ("copy", 3), ("notice", 1), ("status", 1))
    return [
        {
            "review_id": person.row(1),
            "kind": kind,
            "number": number,
            "page": "0",
            "message_id": person.message(60 + place),
            "shown_at": NOON,
        }
        for place, (kind, number) in enumerate(kinds)
    ]


def aliases(person: Person) -> list[Row]:
    return [
        {"server": server, "candidate_id": person.id, "alias": f"{person.alias}-{server}"}
        for server in (SERVER, OTHER_SERVER)
    ]


def profiles(person: Person) -> list[Row]:
    return [
        {
            "server": SERVER,
            "coach": person.id,
            "sealed": seal({"name": person.mark("profile"), "bio": person.mark("bio")}),
        }
    ]


def snippets(person: Person) -> list[Row]:
    name = person.mark("snippet")
    sealed = seal(person.mark("text of a snippet"))
    return [{"server": SERVER, "name": name, "folded_name": name, "author": person.id, "sealed": sealed}]


def notes(person: Person) -> list[Row]:
    """One of the person about the next one, and one of the previous one about the person, under the alias."""
    about_next = {"candidate_id": person.next.id, "author": person.id, "sealed": seal(person.mark("note"))}
    return [{"server": SERVER, "named": False, "written_at": NOON} | about_next]


def interests(person: Person) -> list[Row]:
    return [{"server": SERVER, "kind": "bank", "value": "stripe", "coach": person.id}]


def plans(person: Person) -> list[Row]:
    return [
        {
            "candidate_id": person.id,
            "interview_on": date(2026, 12, 24),
            "minutes": 20,
            "weekdays": 127,
            "banks": "[]",
            "server": SERVER,
            "zone": "Europe/Berlin",
            "reminder_hour": 7,
            "remind_at": NOON,
            "locale": "en-US",
            "version": 1,
        }
    ]


def reminders(person: Person) -> list[Row]:
    day = {"day": date(2026, 11, 21), "until": NOON, "sent": True, "heeded": True}
    return [{"id": person.row(1), "candidate_id": person.id} | day]


def outbox(person: Person) -> list[Row]:
    def parcel(number: int, effect: object, **changes: Any) -> Row:
        kind, fields = encode_effect(effect)
        return {
            "destination": f"review:{person.row(1)}",
            "candidate_id": person.id,
            "interview_id": None,
            "review_id": person.row(1),
            "reminder_id": None,
            "export_id": None,
            "share_id": None,
            "line": None,
            "merge_key": None,
            "kind": kind,
            "effect": fields,
            "cause": f"interaction:{person.message(40 + number)}:review",
            "nonce": f"nonce-{person.number}-{number}",
            "after": person.message(2),
            "state": "delivered",
            "attempts": 1,
            "begun": None,
            "due_at": NOON,
            "claimed_by": None,
            "claimed_until": None,
            "message_id": None,
            "delivered_at": None,
            "reason": None,
        } | changes

    notice = ShowNotice(number=1, kind=NoticeKind.TAKEN_OVER, person=person.next.id)
    call = ShowNotice(number=2, kind=NoticeKind.CALLED, called=(person.next.id, person.previous.id))
    card = ShowPost(post=CARD)
    sent = {"message_id": person.message(65), "delivered_at": NOON}
    begun = encode_begun([BegunSending(look=Look(reply_to=MessageId(person.message(2))))])
    waits = {"state": "waiting", "claimed_by": "a process", "claimed_until": NOON, "begun": begun}
    direct = {"destination": f"dm:{person.id}", "review_id": None}
    of_share = {"destination": f"share:{person.row(1)}", "review_id": None, "share_id": person.row(1)}
    old_card = RemoveSharedCard(channel=ChannelId(OLD_CHANNEL), message=MessageId(person.message(91)))
    return [
        parcel(1, notice, **sent),
        parcel(2, call, **sent | {"message_id": person.message(68)}),
        parcel(3, card, **waits, line=1, merge_key="paper"),
        parcel(4, card, state="dropped", reason="stale"),
        parcel(5, card, **direct, **sent | {"message_id": person.message(69)}, interview_id=person.row(1)),
        parcel(6, card, **direct, **sent | {"message_id": person.message(70)}, reminder_id=person.row(1)),
        parcel(7, card, **direct, **sent | {"message_id": person.message(71)}, export_id=person.row(1)),
        parcel(8, TellReport(report=person.row(1)), **sent | {"message_id": person.message(72)}),
        parcel(9, old_card, **of_share, **waits),
    ]


def exports(person: Person) -> list[Row]:
    """One that is being made, and one that was given up."""
    making = {
        "id": person.row(1),
        "candidate_id": person.id,
        "locale": "en-US",
        "asked_at": NOON,
        "phase": "collecting",
        "files": 2,
        "fetched": 1,
        "parts": 1,
        "sent": 0,
        "sealed": seal({"answer-1-1": person.mark("path")}),
        "failed_for": None,
        "ended_at": None,
        "message": person.message(80),
        "attempts": 1,
        "due_at": NOON,
        "claimed_by": "a process",
        "claimed_until": NOON,
    }
    over = {"id": person.row(2), "phase": "failed", "failed_for": "fault", "ended_at": NOON, "due_at": None}
    return [making, making | over | {"sealed": None, "claimed_by": None, "claimed_until": None}]


def export_chunks(person: Person) -> list[Row]:
    content = seal(person.mark("chunk"))
    return [{"export_id": person.row(1), "part": 1, "number": 0, "size": 1, "sealed": content}]


def mutes(person: Person) -> list[Row]:
    """One under the alias, and one under the name in a review."""
    muted = {
        "server": SERVER,
        "pseudonym": hmac.digest(bytes.fromhex(SECRET), f"{SERVER}:{person.id}".encode(), sha256),
        "muted_by": person.previous.id,
        "since": NOON,
        "until": NOON + timedelta(days=7),
    }
    by_alias = {"named": False, "sealed": seal(f"{person.alias}-{SERVER}"), "review": None}
    by_name = {"named": True, "sealed": seal(person.mark("name")), "review": person.row(1)}
    return [muted | by_alias, muted | by_name]


def reports(person: Person) -> list[Row]:
    """One of the next one about the person that the previous one has decided, and one that waits for a lead."""
    decided = {
        "id": person.row(1),
        "server": SERVER,
        "review_id": person.row(1),
        "reporter": person.next.id,
        "sealed": seal(person.next.mark("report")),
        "reported_at": NOON,
        "decision": "nothing",
        "decided_by": person.previous.id,
        "decided_at": NOON,
    }
    waits = {"id": person.row(2), "review_id": person.row(2), "sealed": seal("Kept by the leads.")}
    return [decided, decided | waits | {"decision": None, "decided_by": None, "decided_at": None}]


def audit_log(person: Person) -> list[Row]:
    """What the person did: to the next one under the alias and by name, and to a setting."""
    muted = {
        "server": SERVER,
        "at": NOON,
        "actor": person.id,
        "act": "muted",
        "subject": f"{person.next.alias}-{SERVER}",
        "review": None,
        "until": NOON,
        "before": "",
        "after": "",
    }
    by_name = {"act": "unmuted", "subject": "", "review": person.next.row(1)}
    return [muted, muted | by_name, muted | {"act": "set", "subject": "goal", "before": "24", "after": "48"}]


def shared_answers(person: Person) -> list[Row]:
    return [
        {
            "id": person.row(1),
            "server": SERVER,
            "candidate_id": person.id,
            "bank": "stripe",
            "question_id": "why",
            "wording": b"1" * 16,
            "bank_title": "Stripe",
            "question": "A question.",
            "locale": "en-US",
            "written": 3,
            "card_channel": CHANNEL,
            "card": person.message(90),
            "card_shown_at": NOON,
            "card_outdated": True,
            "hidden_since": NOON,
            "version": 1,
        }
    ]


def shared_versions(person: Person) -> list[Row]:
    """One that was replaced, one that the next one has approved, and one that waits."""
    waits = {
        "share_id": person.row(1),
        "number": 3,
        "state": "waiting",
        "sealed": seal([person.mark("shared"), ""]),
        "written_at": NOON,
        "decided_by": None,
        "decided_at": None,
    }
    decided = {"decided_by": person.next.id, "decided_at": NOON}
    approved = {"number": 2, "state": "approved", "sealed": seal([person.mark("shared before"), "Well said."])}
    replaced = {"number": 1, "state": "replaced", "sealed": None}
    return [waits, waits | decided | approved, waits | decided | replaced]


def share_votes(person: Person) -> list[Row]:
    return [{"share_id": person.next.row(1), "voter": person.id, "helpful": True}]


def share_reports(person: Person) -> list[Row]:
    return [{"share_id": person.next.row(1), "number": 2, "reporter": person.id, "settled": True}]


def tallies(person: Person) -> list[Row]:
    return [{"server": SERVER, "coach": person.id, "day": date(2026, 1, 1), "tally": "feedback", "number": 2}]


def forgetting_steps(person: Person) -> list[Row]:
    """The person is to be told that a candidate is gone; a message goes."""
    step = {
        "person": GONE,
        "server": SERVER,
        "channel": CHANNEL,
        "about": "Stripe, 1",
        "nonce": "nonce",
        "begun": True,
        "since": NOON,
        "why": "forbidden",
    }
    told = {"kind": "tell_coach", "message": None, "coach": person.id}
    return [step | told, step | {"kind": "message", "message": 77, "coach": None}]


OF_PEOPLE: Mapping[str, Callable[[Person], list[Row]]] = {
    each.__name__: each
    for each in (
        candidates,
        interviews,
        rounds,
        follow_ups,
        parts,
        inbox,
        reviews,
        attempts,
        letters,
        sheets,
        aliases,
        profiles,
        snippets,
        notes,
        interests,
        plans,
        reminders,
        outbox,
        exports,
        export_chunks,
        mutes,
        reports,
        audit_log,
        shared_answers,
        shared_versions,
        share_votes,
        share_reports,
        tallies,
        forgetting_steps,
    )
}


def unfilled(table: Table) -> set[str]:
    """The columns of a table that no row of these fills, but for numbers that the database gives."""
    if table.name == "key_check":  # filled since the storage was opened
        return set()
    rows = of_all().get(table.name) or [row for each in PEOPLE for row in OF_PEOPLE.get(table.name, _none)(each)]
    filled = {name for row in rows for name, value in row.items() if value is not None}
    return set(table.c.keys()) - filled - {"id"}


async def fill(storage: Storage) -> None:
    """Store all rows, past all use cases."""
    shared = of_all()
    async with storage.engine.begin() as connection:
        for table in ALL_TABLES.sorted_tables:
            rows = [
                *shared.get(table.name, []),
                *(row for each in PEOPLE for row in OF_PEOPLE.get(table.name, _none)(each)),
            ]
            if rows:
                await connection.execute(insert(table), rows)


def _none(_person: Person) -> list[Row]:
    return []
