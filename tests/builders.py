"""Builders of the values that tests are about; each test names only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.banks.model import Author, Bank, Difficulty, Example, Kind, Question
from bot.interview.model import Interview, Mode, Phase, Round
from bot.messages import File, InterviewId, MessageId, Part, UserId

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CANDIDATE = UserId(1001)


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def a_question(number: int = 1, **changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": f"question-{number}",
        "text": f"What would you do about number {number}?",
        "kind": Kind.TECHNICAL,
        "topics": ("apis",),
        "difficulty": Difficulty.EASY,
        "minutes": 2,
        "why": f"Why number {number} is asked.",
        "how": f"How to answer number {number}.",
        "key_points": ("Names the goal", "Names the risk", "Names a number"),
        "examples": (
            Example(text="I would measure first. " * 12, note="a junior engineer"),
            Example(text="I would ask the merchant first. " * 14, note="somebody in support"),
        ),
        "follow_ups": ("And if that fails?", "How would you know?"),
    }
    return Question(**fields | changes)


AN_AUTHOR = Author(id="ada", name="Ada", bio="Writes questions.")


def a_bank(questions: int = 5, **changes: Any) -> Bank:
    fields: dict[str, Any] = {
        "slug": "stripe",
        "title": "Stripe",
        "company": "Stripe",
        "role": None,
        "summary": "Questions for tests",
        "introduction": "Read this first.",
        "language": "en",
        "authors": (AN_AUTHOR,),
        "questions": tuple(a_question(number) for number in range(1, questions + 1)),
    }
    return Bank(**fields | changes)


def a_part(message: int = 501, text: str = "I would use an idempotency key.", **changes: Any) -> Part:
    return Part(message_id=MessageId(message), text=text, **changes)


def a_voice_message(seconds: float = 45.0) -> File:
    return File(name="voice-message.ogg", size=180_000, content_type="audio/ogg", voice_seconds=seconds)


def a_round(number: int = 1, **changes: Any) -> Round:
    return replace(
        Round(number=number, bank_number=number, question=a_question(number), author=AN_AUTHOR, asked_at=NOON),
        **changes,
    )


def an_interview(*, questions: int = 3, answered: tuple[int, ...] = (), **changes: Any) -> Interview:
    """A practice interview whose first question has just been asked; `answered` names questions with an answer."""
    rounds = tuple(
        a_round(number, parts=(a_part(500 + number),) if number in answered else ())
        for number in range(1, questions + 1)
    )
    interview = Interview(
        id=InterviewId(7),
        candidate=CANDIDATE,
        server=None,
        locale="en-US",
        bank_slug="stripe",
        bank_title="Stripe",
        bank_size=questions,
        introduction="Read this first.",
        mode=Mode.PRACTICE,
        phase=Phase.ASKED,
        position=1,
        rounds=rounds,
        started_at=NOON,
    )
    interview = replace(interview, **changes)
    if interview.phase is Phase.ASKED and interview.present.answered:
        interview = replace(interview, phase=Phase.ANSWERED)
    return interview
