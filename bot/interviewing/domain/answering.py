"""Decides what a message that a candidate wrote, edited or deleted does to an answer."""

from __future__ import annotations

from dataclasses import replace

from bot.core.content import Part
from bot.interviewing.domain.attribution import comes_late, in_order, turn_on_screen
from bot.interviewing.domain.effects import Effect, ShowPanel, UpdateOverview
from bot.interviewing.domain.events import AnswerEdited, AnswerReceived, AnswerWithdrawn
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.requirements import require_asking
from bot.interviewing.domain.step import Step


def add_to_answer(interview: Interview, event: AnswerReceived) -> Step:
    """Take a message into the answer that it belongs to. Raises what `require_asking` raises, where it is too late."""
    if interview.turn_containing(event.message_id) is not None:
        return Step(interview=interview)
    in_time = event.confirmed or comes_late(interview, event.message_id)
    if interview.phase is not Phase.OPENING and not in_time:
        # While an interview opens, its first question may be on the candidate's screen before we hear of that.
        require_asking(interview)
    by_reply = event.number is not None
    part = Part(message_id=event.message_id, text=event.text, files=event.files, by_reply=by_reply)
    on_screen = turn_on_screen(interview, event.message_id)
    target = on_screen if event.number is None else interview.turn(event.number)
    answered = interview.with_answer(target.number, in_order((*target.parts, part)))
    changed = answered.with_turn(replace(answered.turn(target.number), skipped=False))
    return Step(interview=with_phase_of_present(changed), effects=answer_shown(changed, target.number))


def edit_answer(interview: Interview, event: AnswerEdited) -> Step:
    """Follow an edit, if the message belongs to an answer."""
    container = interview.turn_containing(event.message_id)
    if container is None:
        return Step(interview=interview)
    parts = tuple(
        replace(each, text=event.text, files=event.files) if each.message_id == event.message_id else each
        for each in container.parts
    )
    if parts == container.parts:
        # Discord also reports an edit when it unfurls a link.
        return Step(interview=interview)
    changed = interview.with_answer(container.number, parts)
    return Step(interview=with_phase_of_present(changed), effects=answer_shown(changed, container.number))


def withdraw_from_answer(interview: Interview, event: AnswerWithdrawn) -> Step:
    """Follow a deletion, if the message belongs to an answer."""
    container = interview.turn_containing(event.message_id)
    if container is None:
        return Step(interview=interview)
    parts = tuple(each for each in container.parts if each.message_id != event.message_id)
    changed = interview.with_answer(container.number, parts)
    return Step(interview=with_phase_of_present(changed), effects=answer_shown(changed, container.number))


def answer_shown(interview: Interview, number: int) -> tuple[Effect, ...]:
    """What shows the changed answer to a question or a follow-up."""
    in_debrief = interview.phase is Phase.DEBRIEF and interview.position == interview.question_of(number)
    if interview.phase is Phase.ENDED or in_debrief:
        return (ShowPanel(number=number), UpdateOverview())
    return (ShowPanel(number=number),)


def with_phase_of_present(interview: Interview) -> Interview:
    """The interview, answered or not as what is on screen is."""
    if interview.phase not in {Phase.ASKED, Phase.ANSWERED}:
        return interview
    return replace(interview, phase=Phase.ANSWERED if interview.on_screen.answered else Phase.ASKED)
