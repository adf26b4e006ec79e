"""Every phase meets every event: accepted, or refused with the right sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bot.core.content import InteractionId, MessageId
from bot.interviewing.domain import events
from bot.interviewing.domain.errors import (
    InDebrief,
    InterviewEnded,
    InterviewError,
    NotAnsweredYet,
    NotOpenYet,
    TooLateToGoOn,
)
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.rating import Rating
from tests.builders import NOON, a_follow_up, a_part, an_interview

EVENTS: dict[type[events.Event], events.Event] = {
    type(event): event
    for event in (
        events.QuestionDelivered(number=2, message_id=MessageId(600)),
        events.PanelDelivered(number=2, message_id=MessageId(601), at=NOON),
        events.OverviewDelivered(number=2, message_id=MessageId(602)),
        events.HistoryRead(),
        events.AnswerReceived(message_id=MessageId(700), text="More."),
        events.AnswerEdited(message_id=MessageId(501), text="Other."),
        events.AnswerWithdrawn(message_id=MessageId(501)),
        events.Replaced(at=NOON),
        events.Parked(interaction=InteractionId(800)),
        events.CameBack(at=NOON),
        events.GoOnPressed(at=NOON),
        events.NextPressed(at=NOON),
        events.SkipPressed(at=NOON),
        events.BackPressed(at=NOON),
        events.JumpPressed(at=NOON, to=3),
        events.FollowUpPressed(at=NOON),
        events.ResumePressed(at=NOON),
        events.HintPressed(),
        events.ExamplesPressed(),
        events.Compared(question_number=1, ticks=frozenset({1, 3})),
        events.Rated(question_number=1, rating=Rating.SOLID),
        events.EndPressed(at=NOON),
    )
}

NEEDS_AN_OPEN_INTERVIEW: tuple[type[events.Event], ...] = (
    events.AnswerReceived,
    events.NextPressed,
    events.SkipPressed,
    events.BackPressed,
    events.JumpPressed,
    events.FollowUpPressed,
    events.ResumePressed,
    events.HintPressed,
    events.ExamplesPressed,
    events.Parked,
    events.CameBack,
)
REFUSED: dict[Phase, dict[type[events.Event], type[InterviewError]]] = {
    Phase.OPENING: dict.fromkeys(
        {*NEEDS_AN_OPEN_INTERVIEW, events.GoOnPressed, events.Compared, events.Rated} - {events.AnswerReceived},
        NotOpenYet,
    ),
    Phase.ASKED: {events.NextPressed: NotAnsweredYet, events.FollowUpPressed: NotAnsweredYet},
    Phase.ANSWERED: {},
    Phase.DEBRIEF: dict.fromkeys((events.AnswerReceived, events.SkipPressed, events.FollowUpPressed), InDebrief),
    Phase.ENDED: dict.fromkeys((*NEEDS_AN_OPEN_INTERVIEW, events.EndPressed, events.Replaced), InterviewEnded)
    | {events.GoOnPressed: TooLateToGoOn},
}


def in_phase(phase: Phase) -> Interview:
    answered = (1, 2) if phase is Phase.ANSWERED else (1,)
    mode = Mode.LIVE if phase is Phase.DEBRIEF else Mode.PRACTICE
    return an_interview(position=2, answered=answered, phase=phase, mode=mode)


def test_the_table_knows_every_event() -> None:
    assert set(EVENTS) == set(get_args(events.Event))


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_each_phase_accepts_or_refuses_each_event(phase: Phase, kind: type[events.Event]) -> None:
    expected = REFUSED[phase].get(kind)
    if expected is None:
        advance(in_phase(phase), EVENTS[kind])
        return
    with pytest.raises(expected):
        advance(in_phase(phase), EVENTS[kind])


AT_A_FOLLOW_UP = (Phase.ASKED, Phase.ANSWERED, Phase.ENDED)


def at_follow_up(phase: Phase) -> Interview:
    """Question 2 is answered, and the first of its two follow-ups, number 4, is on screen."""
    interview = in_phase(Phase.ANSWERED)
    said = (a_part(502),) if phase is Phase.ANSWERED else ()
    follow_up = a_follow_up(4, question=2, parts=said, question_message=MessageId(650))
    return replace(interview, follow_ups=(follow_up,), follow_up=4, phase=phase)


@pytest.mark.parametrize("phase", AT_A_FOLLOW_UP)
@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_at_a_follow_up_each_phase_accepts_or_refuses_the_same(phase: Phase, kind: type[events.Event]) -> None:
    expected = None if kind is events.FollowUpPressed and phase is Phase.ASKED else REFUSED[phase].get(kind)
    if expected is None:
        advance(at_follow_up(phase), EVENTS[kind])
        return
    with pytest.raises(expected):
        advance(at_follow_up(phase), EVENTS[kind])
