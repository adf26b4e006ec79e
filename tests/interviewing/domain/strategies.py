"""Events of an interview as hypothesis makes them up."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.core.content import MessageId
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
from tests.builders import NOON

QUESTIONS = 3
numbers = st.integers(1, QUESTIONS)
maybe_numbers = st.none() | numbers
messages = st.integers(400, 420).map(MessageId)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(QuestionDelivered, number=numbers, message_id=messages),
    st.builds(PanelDelivered, number=numbers, message_id=messages, at=st.just(NOON)),
    st.builds(AnswerReceived, message_id=messages, text=st.sampled_from(["yes", "no", ""])),
    st.builds(AnswerEdited, message_id=messages, text=st.sampled_from(["yes", "no", ""])),
    st.builds(AnswerWithdrawn, message_id=messages),
    st.builds(NextPressed, at=st.just(NOON), question_number=maybe_numbers),
    st.builds(SkipPressed, at=st.just(NOON), question_number=maybe_numbers),
    st.builds(BackPressed, at=st.just(NOON), question_number=maybe_numbers),
    st.builds(JumpPressed, at=st.just(NOON), to=st.integers(-1, QUESTIONS + 1)),
    st.builds(ResumePressed, at=st.just(NOON)),
    st.builds(HintPressed, question_number=maybe_numbers),
    st.builds(ExamplesPressed, question_number=maybe_numbers, reveal_anyway=st.booleans()),
    st.builds(EndPressed, at=st.just(NOON), question_number=maybe_numbers),
    # Rare, so that most sequences live long.
    st.builds(AnswerReceived, message_id=messages, text=st.just("again")),
)
endings: st.SearchStrategy[Event] = st.builds(Replaced, at=st.just(NOON))
