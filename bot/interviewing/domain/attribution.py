"""Says which interview a message or a press belongs to, and which question or follow-up it answers.

That is the one to which it is a Discord reply, else the one on screen when it was written.

Discord may deliver a message after the candidate has moved on or has ended the interview, and a question may reach the
candidate before we hear of it. Ids are ordered by time, those of messages and of presses alike, which settles all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.content import InterviewId, MessageId, Part
from bot.interviewing.domain.errors import InterviewEnded, InterviewParked, NoInterview, OtherInterview
from bot.interviewing.domain.model import Interview, Phase, Turn


def in_order(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts of an answer, oldest first."""
    return tuple(sorted(parts, key=lambda each: each.message_id))


def beginning_of(interview: Interview) -> MessageId | None:
    """The id up to which no message belongs to the interview; None if it is not known."""
    if interview.started_by is not None:
        return MessageId(interview.started_by)
    questions = [each.question_message for each in interview.turns if each.question_message is not None]
    parts = [part.message_id - 1 for each in interview.turns for part in each.parts]
    return MessageId(min(questions + parts)) if questions else None


def interview_of(interviews: Iterable[Interview], message: MessageId) -> Interview | None:
    """The one of a candidate's interviews that was under way when a message was written; None if none was.

    A debrief is under way, too: it refuses what is newer than its beginning.
    """
    under_way = [each for each in interviews if _was_under_way(each, message)]
    # Several, if some were parked and came back, or were started by an older build, which did not note the beginning.
    return max(under_way, key=lambda each: _last_seen(each, before=message), default=None)


def live_among(unfinished: Iterable[Interview]) -> Interview | None:
    """The one of a candidate's unfinished interviews that is not parked."""
    return next((each for each in unfinished if each.parked_by is None), None)


def parked_last(unfinished: Iterable[Interview]) -> Interview | None:
    """The one that comes back next: it was parked for the live one, or for another that is parked itself."""
    parked = [each for each in unfinished if each.parked_by is not None]
    return max(parked, key=lambda each: each.parked_by or 0, default=None)


def live_for(pressed: InterviewId | None, unfinished: Sequence[Interview]) -> Interview:
    """The live interview, for a button that names an interview or a command that names none.

    Raises:
        InterviewEnded, OtherInterview, InterviewParked: the button belongs to another one.
        NoInterview: a command found none.
    """
    live = live_among(unfinished)
    if live is None:
        raise NoInterview if pressed is None else InterviewEnded
    if pressed in {None, live.id}:
        return live
    raise InterviewParked if any(each.id == pressed for each in unfinished) else OtherInterview


def comes_late(interview: Interview, message: MessageId) -> bool:
    """True if a message was written before the questions of the interview ended, which they have."""
    return interview.accepts_before is not None and message < interview.accepts_before


def _was_under_way(interview: Interview, message: MessageId) -> bool:
    begun = beginning_of(interview)
    if begun is not None and message <= begun:
        return False
    if interview.parked_by is not None and message >= interview.parked_by:
        return False
    if interview.over_until is not None and (interview.over_from or 0) <= message < interview.over_until:
        return False
    return interview.phase is not Phase.ENDED or comes_late(interview, message)


def _last_seen(interview: Interview, *, before: MessageId) -> int:
    """The id of the last sign of the interview before a message: its start, a question or a part of an answer."""
    questions = [each.question_message or 0 for each in interview.turns]
    parts = [part.message_id for each in interview.turns for part in each.parts if not part.by_reply]
    return max((each for each in (interview.started_by or 0, *questions, *parts) if each < before), default=0)


def turn_replied_to(interview: Interview, message: MessageId) -> Turn | None:
    """What a Discord reply to this message answers, as far as the interview knows its messages."""
    shown = ((each, {each.question_message, each.panel_message}) for each in interview.turns)
    of_bot = next((each for each, messages in shown if message in messages), None)
    return of_bot or interview.turn_containing(message)


def turn_on_screen(interview: Interview, message: MessageId) -> Turn:
    """The question or the follow-up that was asked or answered last before the message was written.

    Of one that was asked several times only the last message is known: other answers tell when it was asked.
    Who uses `/mock` in direct messages may write before the first question has arrived; that answers the first one.
    """
    asked = [(each.question_message, each.number) for each in interview.turns if each.question_message is not None]
    answered = [(p.message_id, each.number) for each in interview.turns for p in each.parts if not p.by_reply]
    before = [each for each in (*asked, *answered) if each[0] < message]
    return interview.turn(max(before)[1]) if before else interview.rounds[0]


def answers_settled(interview: Interview, number: int, *, since: MessageId) -> tuple[Interview, tuple[int, ...]]:
    """Move what was written under a question or a follow-up into the answer to that: after its message `since`, before
    the next one. Replies to something else stay with that.

    Returns the interview, and the numbers of the turns whose answers changed. Until its arrival was known, these
    messages counted for another one.
    """
    questions = [each.question_message for each in interview.turns if each.question_message is not None]
    until = min((each for each in questions if each > since), default=float("inf"))
    changed: list[int] = []
    for other in interview.turns:
        under_it = [each for each in other.parts if since < each.message_id < until and not each.by_reply]
        if other.number == number or not under_it:
            continue
        kept = tuple(each for each in other.parts if each not in under_it)
        moved = in_order((*interview.turn(number).parts, *under_it))
        interview = interview.with_answer(other.number, kept).with_answer(number, moved)
        changed.append(other.number)
    if not changed:
        return interview, ()
    return interview.with_turn(replace(interview.turn(number), skipped=False)), (*changed, number)
