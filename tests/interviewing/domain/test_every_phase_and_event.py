"""Every phase meets every event: accepted, or refused with the right sentence."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.core.content import MessageId
from bot.interviewing.domain.errors import InDebrief, InterviewEnded, InterviewError, NotAnsweredYet, NotOpenYet
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
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase
from tests.builders import NOON, an_interview

EVENTS: dict[type[Event], Event] = {
    type(event): event
    for event in (
        QuestionDelivered(number=2, message_id=MessageId(600)),
        PanelDelivered(number=2, message_id=MessageId(601), at=NOON),
        AnswerReceived(message_id=MessageId(700), text="More."),
        AnswerEdited(message_id=MessageId(501), text="Other."),
        AnswerWithdrawn(message_id=MessageId(501)),
        Replaced(at=NOON),
        NextPressed(at=NOON),
        SkipPressed(at=NOON),
        BackPressed(at=NOON),
        JumpPressed(at=NOON, to=3),
        ResumePressed(at=NOON),
        HintPressed(),
        ExamplesPressed(),
        EndPressed(at=NOON),
    )
}

NEEDS_AN_OPEN_INTERVIEW: tuple[type[Event], ...] = (
    AnswerReceived,
    NextPressed,
    SkipPressed,
    BackPressed,
    JumpPressed,
    ResumePressed,
    HintPressed,
    ExamplesPressed,
)
REFUSED: dict[Phase, dict[type[Event], type[InterviewError]]] = {
    Phase.OPENING: dict.fromkeys(set(NEEDS_AN_OPEN_INTERVIEW) - {AnswerReceived}, NotOpenYet),
    Phase.ASKED: {NextPressed: NotAnsweredYet},
    Phase.ANSWERED: {},
    Phase.DEBRIEF: {AnswerReceived: InDebrief, SkipPressed: InDebrief},
    Phase.ENDED: dict.fromkeys((*NEEDS_AN_OPEN_INTERVIEW, EndPressed, Replaced), InterviewEnded),
}


def in_phase(phase: Phase) -> Interview:
    answered = (1, 2) if phase is Phase.ANSWERED else (1,)
    mode = Mode.LIVE if phase is Phase.DEBRIEF else Mode.PRACTICE
    return an_interview(position=2, answered=answered, phase=phase, mode=mode)


def test_the_table_knows_every_event() -> None:
    assert set(EVENTS) == set(get_args(Event))


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_each_phase_accepts_or_refuses_each_event(phase: Phase, kind: type[Event]) -> None:
    expected = REFUSED[phase].get(kind)
    if expected is None:
        advance(in_phase(phase), EVENTS[kind])
        return
    with pytest.raises(expected):
        advance(in_phase(phase), EVENTS[kind])
