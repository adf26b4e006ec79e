"""Events of an interview as hypothesis makes them up."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.core.content import InteractionId, MessageId
from bot.interviewing.domain import events
from bot.interviewing.domain.going_on import ENDED_EARLY
from bot.interviewing.domain.rating import Rating
from tests.builders import NOON

QUESTIONS = 3
numbers = st.integers(1, QUESTIONS)
turns = st.integers(1, QUESTIONS + 2)
"""Numbers of questions and of follow-ups, of which some have not been asked yet."""
maybe_numbers = st.none() | turns
messages = st.integers(400, 420).map(MessageId)
pages = st.none() | st.builds(events.ExamplesPage, message=messages, page=st.integers(0, 2), in_debrief=st.booleans())
presses = st.none() | messages.map(InteractionId)
any_event: st.SearchStrategy[events.Event] = st.one_of(
    st.builds(events.QuestionDelivered, number=turns, message_id=messages),
    st.builds(events.PanelDelivered, number=turns, message_id=messages, at=st.just(NOON)),
    st.builds(events.OverviewDelivered, message_id=messages, number=st.none() | numbers),
    st.builds(events.HistoryRead),
    st.builds(events.AnswerReceived, message_id=messages, text=st.sampled_from(["yes", "no", ""])),
    st.builds(events.AnswerReceived, message_id=messages, text=st.just("reply"), number=turns),
    st.builds(events.AnswerReceived, message_id=messages, text=st.just("kept"), confirmed=st.booleans()),
    st.builds(events.AnswerEdited, message_id=messages, text=st.sampled_from(["yes", "no", ""])),
    st.builds(events.AnswerWithdrawn, message_id=messages),
    st.builds(events.NextPressed, at=st.just(NOON), interaction=presses, question_number=maybe_numbers),
    st.builds(events.SkipPressed, at=st.just(NOON), interaction=presses, question_number=maybe_numbers),
    st.builds(events.BackPressed, at=st.just(NOON), question_number=maybe_numbers),
    st.builds(events.JumpPressed, at=st.just(NOON), to=st.integers(-1, QUESTIONS + 1)),
    st.builds(events.FollowUpPressed, at=st.just(NOON), question_number=maybe_numbers),
    st.builds(events.ResumePressed, at=st.just(NOON)),
    st.builds(events.HintPressed, question_number=maybe_numbers),
    st.builds(events.ExamplesPressed, question_number=maybe_numbers, reveal_anyway=st.booleans()),
    st.builds(
        events.Compared, question_number=numbers, ticks=st.frozensets(st.integers(0, 4), max_size=3), shown=pages
    ),
    st.builds(events.Rated, question_number=numbers, rating=st.sampled_from(Rating), shown=pages),
    st.builds(events.EndPressed, at=st.just(NOON), interaction=presses, question_number=maybe_numbers),
    st.builds(events.Parked, interaction=messages.map(InteractionId)),
    st.builds(events.CameBack, at=st.just(NOON)),
    st.builds(events.GoOnPressed, at=st.sampled_from([NOON, NOON + ENDED_EARLY, NOON + 2 * ENDED_EARLY])),
    # Rare, so that most sequences live long.
    st.builds(events.AnswerReceived, message_id=messages, text=st.just("again")),
)
endings: st.SearchStrategy[events.Event] = st.builds(events.Replaced, at=st.just(NOON), interaction=presses)
