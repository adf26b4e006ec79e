"""What of the tables of candidates and interviews, of inbox and outbox, and of plans belongs to whom."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, Table, or_, select

from bot.privacy.domain.belongings import Belonging
from bot.storage.privacy.entries import Entry, Fate, Heading, ours, shown
from bot.storage.schema.interviews import (
    bank_references,
    candidates,
    follow_ups,
    frozen_texts,
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
    Entry(
        table=candidates,
        of_candidate=lambda person: candidates.c.id == person,
        fields={
            "id": shown("the person's id", Heading.SETTINGS, names=True),
            "dm_channel": shown("the channel of their direct messages with the bot", Heading.SETTINGS),
            "newest_message": ours("the newest message known there"),
            "feedback_message": ours("the newest message there that showed feedback", _BUTTONS),
            "unreachable_since": shown("since when they cannot be reached", Heading.SETTINGS),
            "barrier": shown("why they cannot be reached", Heading.SETTINGS),
        },
    ),
    Entry(
        table=interviews,
        of_candidate=_is_candidates,
        counted={Belonging.INTERVIEWS: _is_candidates},
        fields={
            "id": ours("the number of the interview", _LINK),
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "server": shown("the server in which it was begun", _INTERVIEWS),
            "locale": shown("its language", _INTERVIEWS),
            "introduction_digest": ours("which introduction it has", _LINK),
            "mode": shown("practice or live", _INTERVIEWS),
            "phase": shown("how far it is", _INTERVIEWS),
            "position": shown("at which question it is", _INTERVIEWS),
            "questions": shown("how many questions it has", _INTERVIEWS),
            "started_at": shown("when it began", _INTERVIEWS),
            "ended_at": shown("when it ended", _INTERVIEWS),
            "started_by": ours("the interaction that began it"),
            "accepts_before": ours("up to which message it takes answers"),
            "over_from": ours("from which message on it was over"),
            "over_until": ours("up to which message it was over"),
            "parked_by": ours("the interaction that parked it"),
            "leafing": ours("what the debrief shows"),
            "follow_up": ours("which follow-up is on screen"),
            "follow_ups_wanted": shown("how many follow-ups were wanted", _INTERVIEWS),
            "overview_message": ours("the message with its overview", _BUTTONS),
            "review_id": ours("the review for which it tries again", _LINK),
            "version": ours("how often it changed"),
        },
    ),
    Entry(
        table=rounds,
        of_candidate=lambda person: _in_interviews(rounds, person),
        fields={
            "interview_id": ours("the interview", _LINK),
            "number": shown("the number of the question in it", _INTERVIEWS),
            "bank_id": ours("the bank as it was called", _LINK),
            "bank_number": shown("the number of the question in the bank", _INTERVIEWS),
            "question_id": shown("which question it is", _INTERVIEWS),
            "snapshot_digest": ours("the question as it was", _LINK),
            "attempt": shown("which attempt at the question it is", _INTERVIEWS),
            "skipped": shown("that it was skipped", _INTERVIEWS),
            "hints": shown("how many hints were seen", _INTERVIEWS),
            "examples_seen": shown("that examples were seen", _INTERVIEWS),
            "reveal_asked": ours("that the bot has asked whether to show examples"),
            "assisted": shown("that examples were seen before", _INTERVIEWS),
            "ticks": shown("which key points were in the answer", _INTERVIEWS),
            "rating": shown("how it went, as the candidate found", _INTERVIEWS),
            "asked_at": shown("when it was asked", _INTERVIEWS),
            "question_message": ours("the message with the question", _BUTTONS),
            "panel_message": ours("the message under the answer", _BUTTONS),
            "panel_sent_at": ours("when that was sent"),
        },
    ),
    Entry(
        table=follow_ups,
        of_candidate=lambda person: _in_interviews(follow_ups, person),
        fields={
            "interview_id": ours("the interview", _LINK),
            "question": shown("the number of the question that it follows", _INTERVIEWS),
            "item": shown("which follow-up of the question it is", _INTERVIEWS),
            "number": ours("its number in the interview", _LINK),
            "skipped": shown("that it was skipped", _INTERVIEWS),
            "asked_at": shown("when it was asked", _INTERVIEWS),
            "question_message": ours("the message with it", _BUTTONS),
            "panel_message": ours("the message under the answer", _BUTTONS),
            "panel_sent_at": ours("when that was sent"),
        },
    ),
    Entry(
        table=parts,
        of_candidate=lambda person: _in_interviews(parts, person),
        counted={Belonging.ANSWERS: lambda person: _in_interviews(parts, person)},
        fields={
            "message_id": shown("the candidate's message", _INTERVIEWS),
            "interview_id": ours("the interview", _LINK),
            "number": ours("the question", _LINK),
            "sealed": shown("its text and files", _INTERVIEWS),
            "follow_up": ours("the follow-up that it answers", _LINK),
            "seconds": shown("how long it takes aloud", _INTERVIEWS),
        },
    ),
    Entry(
        table=frozen_texts,
        fields={"digest": ours("its name", _PUBLIC), "text": shown("a question or introduction", _INTERVIEWS)},
    ),
    Entry(
        table=bank_references,
        fields={
            "id": ours("its number", _LINK),
            "slug": shown("the name of a bank", _INTERVIEWS),
            "title": shown("its title", _INTERVIEWS),
            "size": shown("how many questions it has", _INTERVIEWS),
        },
    ),
    # Which of them a candidate's messages are behind is known only while those are stored: `erase` asks before.
    Entry(
        table=inbox,
        fields={
            "cause": ours("the id of an event that was handled", "it says of no event whose it was"),
            "seen_at": ours("when it was handled"),
        },
    ),
    Entry(table=horizon, fields={"event": ours("up to which event all are handled", "it is nobody's")}),
    Entry(
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
    Entry(
        table=key_check,
        fields={
            "fingerprint": ours("of the key that encrypts", "it is nobody's"),
            "proof": ours("a known text, encrypted", "it is nobody's"),
        },
    ),
    Entry(
        table=plans,
        of_candidate=lambda person: plans.c.candidate_id == person,
        counted={Belonging.PLANS: lambda person: plans.c.candidate_id == person},
        fields={
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "interview_on": shown("the day of the interview", _PRACTICE),
            "minutes": shown("minutes a day", _PRACTICE),
            "weekdays": shown("days of practice", _PRACTICE),
            "banks": shown("what is practised", _PRACTICE),
            "server": shown("the server for whose coaches", _PRACTICE),
            "zone": shown("the time zone", _PRACTICE),
            "reminder_hour": shown("the hour of the reminder", _PRACTICE),
            "remind_at": shown("when the next reminder is due", _PRACTICE),
            "locale": shown("the language", _PRACTICE),
            "version": ours("how often it changed"),
        },
    ),
    Entry(
        table=reminders,
        of_candidate=lambda person: reminders.c.candidate_id == person,
        counted={Belonging.REMINDERS: lambda person: reminders.c.candidate_id == person},
        fields={
            "id": ours("its number", _LINK),
            "candidate_id": ours("the candidate", "said once for all", names=True),
            "day": shown("the day of a reminder", _PRACTICE),
            "until": shown("when that day was over", _PRACTICE),
            "sent": shown("that it was sent", _PRACTICE),
            "heeded": shown("that it was heeded", _PRACTICE),
        },
    ),
)
