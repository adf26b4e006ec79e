"""Says which question a message answers: the one on screen when it was written.

Discord may deliver a message late, after the candidate has moved on; and a question may have arrived before we know
that. Ids of one channel are ordered by time, which settles both.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.content import MessageId, Part
from bot.interviewing.domain.model import Interview, Round


def in_order(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Oldest first."""
    return tuple(sorted(parts, key=lambda each: each.message_id))


def round_on_screen(interview: Interview, message: MessageId) -> Round:
    """The question that was asked last before the message was written, as far as we know."""
    asked_before = [r for r in interview.rounds if r.question_message is not None and r.question_message < message]
    return max(asked_before, key=lambda each: each.question_message or 0, default=interview.present)


def answers_settled(interview: Interview, *, since: MessageId) -> tuple[Interview, tuple[int, ...]]:
    """Give the present question what was written since it arrived, and say which questions that changes.

    Until the arrival was known, such messages counted for the question before.
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
