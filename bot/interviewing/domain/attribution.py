"""Says which question a message answers: the one on screen when it was written.

Discord may deliver a message after the candidate has moved on, and a question may reach the candidate before we hear of
it. Ids in one channel are ordered by time, which settles both.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.content import MessageId, Part
from bot.interviewing.domain.model import Interview, Round


def in_order(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts of an answer, oldest first."""
    return tuple(sorted(parts, key=lambda each: each.message_id))


def round_on_screen(interview: Interview, message: MessageId) -> Round:
    """The round whose question was asked last before the message was written; the present round if none is known."""
    asked_before = [r for r in interview.rounds if r.question_message is not None and r.question_message < message]
    return max(asked_before, key=lambda each: each.question_message or 0, default=interview.present)


def answers_settled(interview: Interview, *, since: MessageId) -> tuple[Interview, tuple[int, ...]]:
    """Move messages that are newer than `since`, the present question's message, into the present answer.

    Returns the interview, and the numbers of the questions whose answers changed. Until the question's arrival was
    known, these messages counted for another question.
    """
    asked = interview.present
    changed: list[int] = []
    for other in interview.rounds:
        newer = tuple(part for part in other.parts if part.message_id > since)
        if other.number == asked.number or not newer:
            continue
        kept = tuple(part for part in other.parts if part.message_id <= since)
        interview = interview.with_round(replace(other, parts=kept))
        asked = replace(asked, parts=in_order((*asked.parts, *newer)), skipped=False)
        changed.append(other.number)
    if not changed:
        return interview, ()
    return interview.with_round(asked), (*changed, asked.number)
