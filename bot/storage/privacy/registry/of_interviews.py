"""What of the tables of candidates and interviews, of inbox and outbox, and of plans belongs to whom."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, Table, or_, select

from bot.privacy.domain.belongings import Belonging
from bot.storage.privacy.registry.entries import Fate, Heading, TableEntry, exported, ours
from bot.storage.schema.frozen import bank_references, frozen_texts
from bot.storage.schema.interviews import (
    candidates,
    follow_ups,
    horizon,
    inbox,
    interviews,
    key_check,
    outbox,
    parts,
    rounds,
)
from bot.storage.schema.practising import plans, reminders
from bot.storage.schema.reviews import reviews

_INTERVIEWS = Heading.INTERVIEWS
_PRACTICE = Heading.PRACTICE
_PUBLIC = "nobody's: it is in the bank for all"
_LINK = "a link between rows"
_BUTTONS = "where the bot's own message is"
_MADE = "it is made of what is shown elsewhere"


def _is_candidates(person: int) -> ColumnElement[bool]:
    return interviews.c.candidate_id == person


def _in_interviews(table: Table, person: int) -> ColumnElement[bool]:
    return table.c.interview_id.in_(select(interviews.c.id).where(_is_candidates(person)))


OF_INTERVIEWS: Final = (
    TableEntry(
        table=candidates,
        of_candidate=lambda person: candidates.c.id == person,
        fields={
            "id": exported("the person's id", Heading.SETTINGS, names=True),
            "dm_channel": exported("the channel of their direct messages with the bot", Heading.SETTINGS),
            "newest_message": ours("the newest message known there"),
            "feedback_message": ours("the newest message there that showed feedback", _BUTTONS),
            "unreachable_since": exported("since when they cannot be reached", Heading.SETTINGS),
            "barrier": exported("why they cannot be reached", Heading.SETTINGS),
            "active_on": exported("the last day on which they used the bot", Heading.SETTINGS),
            "told_on": exported("when they were last told that their answers will be deleted", Heading.SETTINGS),
        },
    ),
    TableEntry(
        table=interviews,
        of_candidate=_is_candidates,
        counted={Belonging.INTERVIEWS: _is_candidates},
        fields={
            "id": ours("the number of the interview", _LINK),
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "server": exported("the server in which it was begun", _INTERVIEWS),
            "locale": exported("its language", _INTERVIEWS),
            "introduction_digest": ours("which introduction it has", _LINK),
            "mode": exported("practice or live", _INTERVIEWS),
            "phase": exported("how far it is", _INTERVIEWS),
            "position": exported("at which question it is", _INTERVIEWS),
            "questions": exported("how many questions it has", _INTERVIEWS),
            "started_at": exported("when it began", _INTERVIEWS),
            "ended_at": exported("when it ended", _INTERVIEWS),
            "started_by": ours("the interaction that began it"),
            "accepts_before": ours("up to which message it takes answers"),
            "over_from": ours("from which message on it was over"),
            "over_until": ours("up to which message it was over"),
            "parked_by": ours("the interaction that parked it"),
            "leafing": ours("what the debrief shows"),
            "follow_up": ours("which follow-up is on screen"),
            "follow_ups_wanted": exported("how many follow-ups were wanted", _INTERVIEWS),
            "overview_message": ours("the message with its overview", _BUTTONS),
            "review_id": ours("the review for which it tries again", _LINK),
            "version": ours("how often it changed"),
        },
    ),
    TableEntry(
        table=rounds,
        of_candidate=lambda person: _in_interviews(rounds, person),
        fields={
            "interview_id": ours("the interview", _LINK),
            "number": exported("the number of the question in it", _INTERVIEWS),
            "bank_id": ours("the bank as it was called", _LINK),
            "bank_number": exported("the number of the question in the bank", _INTERVIEWS),
            "question_id": exported("which question it is", _INTERVIEWS),
            "snapshot_digest": ours("the question as it was", _LINK),
            "attempt": exported("which attempt at the question it is", _INTERVIEWS),
            "skipped": exported("that it was skipped", _INTERVIEWS),
            "hints": exported("how many hints were seen", _INTERVIEWS),
            "examples_seen": exported("that examples were seen", _INTERVIEWS),
            "reveal_asked": ours("that the bot has asked whether to show examples"),
            "assisted": exported("that examples were seen before", _INTERVIEWS),
            "ticks": exported("which key points were in the answer", _INTERVIEWS),
            "rating": exported("how it went, as the candidate found", _INTERVIEWS),
            "asked_at": exported("when it was asked", _INTERVIEWS),
            "question_message": ours("the message with the question", _BUTTONS),
            "panel_message": ours("the message under the answer", _BUTTONS),
            "panel_sent_at": ours("when that was sent"),
        },
    ),
    TableEntry(
        table=follow_ups,
        of_candidate=lambda person: _in_interviews(follow_ups, person),
        fields={
            "interview_id": ours("the interview", _LINK),
            "question": exported("the number of the question that it follows", _INTERVIEWS),
            "item": exported("which follow-up of the question it is", _INTERVIEWS),
            "number": ours("its number in the interview", _LINK),
            "skipped": exported("that it was skipped", _INTERVIEWS),
            "asked_at": exported("when it was asked", _INTERVIEWS),
            "question_message": ours("the message with it", _BUTTONS),
            "panel_message": ours("the message under the answer", _BUTTONS),
            "panel_sent_at": ours("when that was sent"),
        },
    ),
    TableEntry(
        table=parts,
        of_candidate=lambda person: _in_interviews(parts, person),
        counted={Belonging.ANSWERS: lambda person: _in_interviews(parts, person)},
        fields={
            "message_id": exported("the candidate's message", _INTERVIEWS),
            "interview_id": ours("the interview", _LINK),
            "number": ours("the question", _LINK),
            "sealed": exported("its text and files", _INTERVIEWS),
            "follow_up": ours("the follow-up that it answers", _LINK),
            "seconds": exported("how long it takes aloud", _INTERVIEWS),
        },
    ),
    TableEntry(
        table=frozen_texts,
        fields={"digest": ours("its name", _PUBLIC), "text": exported("a question or introduction", _INTERVIEWS)},
    ),
    TableEntry(
        table=bank_references,
        fields={
            "id": ours("its number", _LINK),
            "slug": exported("the name of a bank", _INTERVIEWS),
            "title": exported("its title", _INTERVIEWS),
            "size": exported("how many questions it has", _INTERVIEWS),
        },
    ),
    # Which of them a candidate's messages are behind is known only while those are stored: `erase` asks before.
    TableEntry(
        table=inbox,
        fields={
            "cause": ours("the id of an event that was handled", "it says of no event whose it was"),
            "seen_at": ours("when it was handled"),
        },
    ),
    TableEntry(table=horizon, fields={"event": ours("up to which event all are handled", "it is nobody's")}),
    TableEntry(
        table=outbox,
        of_candidate=lambda person: or_(
            outbox.c.candidate_id == person,
            outbox.c.review_id.in_(select(reviews.c.id).where(reviews.c.candidate_id == person)),
        ),
        fields={
            "id": ours("its number", _LINK),
            "destination": ours("where to; has the candidate's id", "said once for all"),
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "interview_id": ours("what it is about", _LINK),
            "review_id": ours("what it is about", _LINK),
            "reminder_id": ours("what it is about", _LINK),
            "export_id": ours("what it is about", _LINK),
            "share_id": ours("what it is about", _LINK),
            "line": ours("its order"),
            "merge_key": ours("what shows the same"),
            "kind": ours("what kind of message it is", _MADE),
            "effect": ours("what it shows; ids of coaches may be in it", _MADE, fate=Fate.REWRITTEN),
            "cause": ours("the event behind it"),
            "nonce": ours("by which Discord knows it again"),
            "after": ours("the newest message before it"),
            "state": ours("what became of it"),
            "attempts": ours("how often it was tried"),
            "begun": ours("what may have arrived"),
            "due_at": ours("when it is to be sent"),
            "claimed_by": ours("the process that sends it"),
            "claimed_until": ours("until when"),
            "message_id": ours("the message that it became", _BUTTONS),
            "delivered_at": ours("when it was sent"),
            "reason": ours("why it was not sent"),
        },
    ),
    TableEntry(
        table=key_check,
        fields={
            "fingerprint": ours("of the key that encrypts", "it is nobody's"),
            "proof": ours("a known text, encrypted", "it is nobody's"),
        },
    ),
    TableEntry(
        table=plans,
        of_candidate=lambda person: plans.c.candidate_id == person,
        counted={Belonging.PLANS: lambda person: plans.c.candidate_id == person},
        fields={
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "interview_on": exported("the day of the interview", _PRACTICE),
            "minutes": exported("minutes a day", _PRACTICE),
            "weekdays": exported("days of practice", _PRACTICE),
            "banks": exported("what is practised", _PRACTICE),
            "server": exported("the server for whose coaches", _PRACTICE),
            "zone": exported("the time zone", _PRACTICE),
            "reminder_hour": exported("the hour of the reminder", _PRACTICE),
            "remind_at": exported("when the next reminder is due", _PRACTICE),
            "locale": exported("the language", _PRACTICE),
            "version": ours("how often it changed"),
        },
    ),
    TableEntry(
        table=reminders,
        of_candidate=lambda person: reminders.c.candidate_id == person,
        counted={Belonging.REMINDERS: lambda person: reminders.c.candidate_id == person},
        fields={
            "id": ours("its number", _LINK),
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "day": exported("the day of a reminder", _PRACTICE),
            "until": exported("when that day was over", _PRACTICE),
            "sent": exported("that it was sent", _PRACTICE),
            "heeded": exported("that it was heeded", _PRACTICE),
        },
    ),
)
