"""Says which interview a message belongs to and which question it answers: the one on screen when it was written.

Discord may deliver a message after the candidate has moved on or has ended the interview, and a question may reach the
candidate before we hear of it. Ids are ordered by time, those of messages and of presses alike, which settles all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.content import MessageId, Part
from bot.interviewing.domain.model import Interview, Phase, Round


def in_order(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts of an answer, oldest first."""
    return tuple(sorted(parts, key=lambda each: each.message_id))


def beginning_of(interview: Interview) -> MessageId | None:
    """The id up to which no message belongs to the interview; None if it is not known."""
    if interview.started_by is not None:
        return MessageId(interview.started_by)
    questions = [each.question_message for each in interview.rounds if each.question_message is not None]
    parts = [part.message_id - 1 for each in interview.rounds for part in each.parts]
    return MessageId(min(questions + parts)) if questions else None


def interview_of(interviews: Iterable[Interview], message: MessageId) -> Interview | None:
    """The one of a candidate's interviews that was under way when a message was written; None if none was.

    A debrief is under way, too: it refuses what is newer than its beginning.
    """
    under_way = [each for each in interviews if _was_under_way(each, message)]
    # Only of interviews that an older build started is the beginning not known exactly.
    return min(under_way, key=lambda each: each.accepts_before or float("inf"), default=None)


def comes_late(interview: Interview, message: MessageId) -> bool:
    """True if a message was written before the questions of the interview ended, which they have."""
    return interview.accepts_before is not None and message < interview.accepts_before


def _was_under_way(interview: Interview, message: MessageId) -> bool:
    begun = beginning_of(interview)
    if begun is not None and message <= begun:
        return False
    return interview.phase is not Phase.ENDED or comes_late(interview, message)


def round_on_screen(interview: Interview, message: MessageId) -> Round:
    """The round whose question was asked last before the message was written; the first one if none is known.

    Who uses `/mock` in direct messages may write before the first question has arrived.
    """
    asked_before = [r for r in interview.rounds if r.question_message is not None and r.question_message < message]
    return max(asked_before, key=lambda each: each.question_message or 0, default=interview.rounds[0])


def answers_settled(interview: Interview, number: int) -> tuple[Interview, tuple[int, ...]]:
    """Move what was written under a question into its answer, now that the question is known to have arrived.

    Returns the interview, and the numbers of the questions whose answers changed. Until then, these messages counted
    for another question; the candidate may have gone on since.
    """
    asked = interview.round(number)
    since = asked.question_message or 0
    changed: list[int] = []
    for other in interview.rounds:
        newer = [part for part in other.parts if part.message_id > since]
        under_it = [part for part in newer if round_on_screen(interview, part.message_id).number == number]
        if other.number == number or not under_it:
            continue
        kept = tuple(part for part in other.parts if part not in under_it)
        changed.append(other.number)
        asked = replace(asked, parts=in_order((*asked.parts, *under_it)), skipped=False)
        interview = interview.with_round(replace(other, parts=kept))
    if not changed:
        return interview, ()
    return interview.with_round(asked), (*changed, asked.number)
