"""Decides what an event does to an interview.

Rule 1: only this file changes phase or position. Rule 2: it never sends, stores or waits.

The laws, checked by `tests/interviewing/domain/test_machine_laws.py` against random event sequences:

1. The position always names a question of the interview, and the frozen questions never change.
2. An ended interview stays ended; only edits, deletions and late deliveries still change it.
3. The phase is ANSWERED exactly when the present question has an answer, and ASKED exactly when it has none.
4. A message is part of at most one answer, and leaves it only when the candidate deletes it.
5. Hints only climb. In a live interview no hint or example is shown before the debrief.
6. Pressing on ends an interview only when no question is open.
7. Each accepted move shows exactly one thing: a question, a page of the debrief or the summary.
8. A refused event changes nothing.
9. A message answers the question that was on screen when it was written, however late we hear of either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.core.content import Part
from bot.interviewing.domain.attribution import answers_settled, in_order, round_on_screen
from bot.interviewing.domain.effects import (
    AskQuestion,
    AskRevealAnyway,
    Effect,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowPanel,
    ShowSummary,
)
from bot.interviewing.domain.errors import (
    AtFirstQuestion,
    InDebrief,
    InterviewEnded,
    NoSuchQuestion,
    NotAnsweredYet,
    NotOpenYet,
    StaleButton,
    WaitsForDebrief,
)
from bot.interviewing.domain.events import (
    AnswerEdited,
    AnswerReceived,
    AnswerWithdrawn,
    BackPressed,
    EndPressed,
    Event,
    ExamplesPressed,
    HintPressed,
    JumpPressed,
    NextPressed,
    PanelDelivered,
    QuestionDelivered,
    Replaced,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.domain.model import Interview, Mode, Phase, Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The interview after an event, and the effects of that event."""

    interview: Interview
    effects: tuple[Effect, ...] = ()


def advance(interview: Interview, event: Event) -> Step:  # noqa: C901, PLR0912 - one `case` an event is the point
    """Apply one event.

    Raises:
        NotOpenYet, InterviewEnded, InDebrief: the event makes no sense in the present phase.
        StaleButton: the pressed button belongs to another question.
        NotAnsweredYet: the present question is still open.
        AtFirstQuestion, NoSuchQuestion: there is no question to go to.
        WaitsForDebrief: there is no help during a live interview.
    """
    match event:
        case QuestionDelivered():
            return _question_delivered(interview, event)
        case PanelDelivered(number=number, message_id=message, at=at):
            changed = replace(interview.round(number), panel_message=message, panel_sent_at=at)
            return Step(interview=interview.with_round(changed))
        case AnswerReceived():
            return _add_to_answer(interview, event)
        case AnswerEdited():
            return _edit_answer(interview, event)
        case AnswerWithdrawn():
            return _withdraw_from_answer(interview, event)
        case NextPressed(question_number=number, at=at):
            _require_started(interview, button_of=number)
            return _next(interview, at)
        case SkipPressed(question_number=number, at=at):
            _require_asking(interview, button_of=number)
            return _skip(interview, at)
        case BackPressed(question_number=number, at=at):
            _require_started(interview, button_of=number)
            if interview.position == 1:
                raise AtFirstQuestion
            return _go_to(interview, interview.position - 1, at)
        case JumpPressed(to=to, at=at):
            _require_started(interview)
            if not 1 <= to <= len(interview.rounds):
                raise NoSuchQuestion(number=to, last=len(interview.rounds))
            return _go_to(interview, to, at)
        case ResumePressed(at=at):
            _require_started(interview)
            return _go_to(interview, interview.position, at)
        case HintPressed(question_number=number):
            _require_started(interview, button_of=number)
            return _climb_hints(interview)
        case ExamplesPressed(question_number=number, reveal_anyway=sure):
            _require_started(interview, button_of=number)
            return _reveal_examples(interview, sure=sure)
        case EndPressed(question_number=number, at=at):
            if interview.phase is not Phase.OPENING:
                _require_started(interview, button_of=number)
            return _end(interview, at)
        case Replaced(at=at):
            if interview.phase is Phase.ENDED:
                raise InterviewEnded
            return _close(interview, at)
        case _:
            assert_never(event)


def _require_started(interview: Interview, *, button_of: int | None = None) -> None:
    if interview.phase is Phase.OPENING:
        raise NotOpenYet
    if interview.phase is Phase.ENDED:
        raise InterviewEnded
    if button_of is not None and button_of != interview.position:
        raise StaleButton(belongs_to=button_of, present=interview.position)


def _require_asking(interview: Interview, *, button_of: int | None = None) -> None:
    _require_started(interview, button_of=button_of)
    if interview.phase is Phase.DEBRIEF:
        raise InDebrief


def _question_delivered(interview: Interview, event: QuestionDelivered) -> Step:
    # A panel that was shown meanwhile stands above this message; the next one belongs below it.
    asked = replace(
        interview.round(event.number), question_message=event.message_id, panel_message=None, panel_sent_at=None
    )
    arrived = interview.with_round(asked)
    if interview.phase is Phase.OPENING:
        arrived = replace(arrived, phase=Phase.ASKED)
    if event.number != interview.position or interview.phase in {Phase.DEBRIEF, Phase.ENDED}:
        return Step(interview=arrived)
    settled, changed = answers_settled(arrived, since=event.message_id)
    effects = tuple(ShowPanel(number=number) for number in changed)
    return Step(interview=_with_phase_of_present(settled), effects=effects)


def _add_to_answer(interview: Interview, event: AnswerReceived) -> Step:
    if interview.round_containing(event.message_id) is not None:
        return Step(interview=interview)
    if interview.phase is not Phase.OPENING:
        # While an interview opens, its first question may be on the candidate's screen before we hear of that.
        _require_asking(interview)
    part = Part(message_id=event.message_id, text=event.text, files=event.files)
    target = round_on_screen(interview, event.message_id)
    changed = interview.with_round(replace(target, parts=in_order((*target.parts, part)), skipped=False))
    return Step(interview=_with_phase_of_present(changed), effects=(ShowPanel(number=target.number),))


def _edit_answer(interview: Interview, event: AnswerEdited) -> Step:
    container = interview.round_containing(event.message_id)
    if container is None:
        return Step(interview=interview)
    part = Part(message_id=event.message_id, text=event.text, files=event.files)
    if part in container.parts:
        # Discord also reports an edit when it unfurls a link.
        return Step(interview=interview)
    parts = tuple(part if each.message_id == event.message_id else each for each in container.parts)
    changed = interview.with_round(replace(container, parts=parts))
    return Step(interview=_with_phase_of_present(changed), effects=(ShowPanel(number=container.number),))


def _withdraw_from_answer(interview: Interview, event: AnswerWithdrawn) -> Step:
    container = interview.round_containing(event.message_id)
    if container is None:
        return Step(interview=interview)
    parts = tuple(each for each in container.parts if each.message_id != event.message_id)
    changed = interview.with_round(replace(container, parts=parts))
    return Step(interview=_with_phase_of_present(changed), effects=(ShowPanel(number=container.number),))


def _with_phase_of_present(interview: Interview) -> Interview:
    if interview.phase not in {Phase.ASKED, Phase.ANSWERED}:
        return interview
    return replace(interview, phase=Phase.ANSWERED if interview.present.answered else Phase.ASKED)


def _next(interview: Interview, at: datetime) -> Step:
    if interview.phase is Phase.ASKED and interview.present.open:
        raise NotAnsweredYet
    if interview.phase is Phase.DEBRIEF:
        if interview.position == len(interview.rounds):
            return _close(interview, at)
        return _go_to(interview, interview.position + 1, at)
    return _go_on(interview, at)


def _skip(interview: Interview, at: datetime) -> Step:
    present = interview.present
    # An answer is never thrown away: skipping an answered question only moves on.
    marked = present if present.answered else replace(present, skipped=True)
    return _go_on(interview.with_round(marked), at)


def _go_on(interview: Interview, at: datetime) -> Step:
    """Go to the next open question, else to the first that was jumped over, else to the end."""
    after = interview.rounds[interview.position :]
    before = interview.rounds[: interview.position]
    for candidate in (*after, *before):
        if candidate.open:
            return _go_to(interview, candidate.number, at)
    return _end(interview, at)


def _go_to(interview: Interview, number: int, at: datetime) -> Step:
    if interview.phase is Phase.DEBRIEF:
        return Step(interview=replace(interview, position=number), effects=(ShowDebrief(number=number),))
    # A new message asks the question, so the panel belongs under what the candidate writes below it.
    asked = replace(
        interview.round(number),
        asked_at=interview.round(number).asked_at or at,
        panel_message=None,
        panel_sent_at=None,
    )
    moved = replace(interview.with_round(asked), position=number)
    return Step(interview=_with_phase_of_present(moved), effects=(AskQuestion(number=number),))


def _climb_hints(interview: Interview) -> Step:
    _require_help_allowed(interview)
    present = interview.present
    if present.hints == len(Rung):
        return Step(interview=interview, effects=(ShowHint(number=present.number, rung=None),))
    climbed = replace(present, hints=present.hints + 1)
    effect = ShowHint(number=present.number, rung=Rung(climbed.hints))
    return Step(interview=interview.with_round(climbed), effects=(effect,))


def _reveal_examples(interview: Interview, *, sure: bool) -> Step:
    _require_help_allowed(interview)
    present = interview.present
    too_early = interview.phase is Phase.ASKED and not present.examples_seen
    if too_early and not sure and not present.reveal_asked:
        asked = interview.with_round(replace(present, reveal_asked=True))
        return Step(interview=asked, effects=(AskRevealAnyway(number=present.number),))
    seen = replace(present, examples_seen=True, assisted=present.assisted or too_early)
    return Step(interview=interview.with_round(seen), effects=(ShowExamples(number=present.number),))


def _require_help_allowed(interview: Interview) -> None:
    if interview.mode is Mode.LIVE and interview.phase is not Phase.DEBRIEF:
        raise WaitsForDebrief


def _end(interview: Interview, at: datetime) -> Step:
    has_begun = any(not each.open for each in interview.rounds)
    if interview.mode is Mode.LIVE and interview.phase is not Phase.DEBRIEF and has_begun:
        debrief = replace(interview, phase=Phase.DEBRIEF, position=1)
        return Step(interview=debrief, effects=(ShowDebrief(number=1),))
    return _close(interview, at)


def _close(interview: Interview, at: datetime) -> Step:
    return Step(interview=replace(interview, phase=Phase.ENDED, ended_at=at), effects=(ShowSummary(),))
