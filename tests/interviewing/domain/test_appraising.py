"""What a candidate says about an answer of theirs: the key points that they found in it, and how it went."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.content import InteractionId, MessageId
from bot.interviewing.domain.effects import UpdateExamples
from bot.interviewing.domain.errors import (
    InterviewError,
    NeverAsked,
    NoSuchKeyPoint,
    NoSuchQuestion,
    NothingToRate,
    WaitsForDebrief,
)
from bot.interviewing.domain.events import (
    AnswerEdited,
    AnswerReceived,
    AnswerWithdrawn,
    Compared,
    EndPressed,
    Event,
    ExamplesPage,
    ExamplesPressed,
    GoOnPressed,
    JumpPressed,
    QuestionDelivered,
    Rated,
    SkipPressed,
)
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.rating import Rating, suggested_rating
from tests.builders import NOON, a_part, an_interview

TICKS = frozenset({1, 3})
COMPARED = Compared(question_number=1, ticks=TICKS)
RATED = Rated(question_number=1, rating=Rating.SOLID)
PAGE = ExamplesPage(message=MessageId(900), page=2, in_debrief=False)


def appraised(**changes: Any) -> Interview:
    interview = an_interview(answered=(1, 2), phase=Phase.ANSWERED)
    said: dict[str, Any] = {"ticks": TICKS, "rating": Rating.SOLID}
    return interview.with_turn(replace(interview.round(1), **said | changes))


@pytest.mark.parametrize("phase", [Phase.ASKED, Phase.ANSWERED, Phase.DEBRIEF, Phase.ENDED])
def test_an_answer_is_compared_and_rated_at_any_time(phase: Phase) -> None:
    mode = Mode.LIVE if phase is Phase.DEBRIEF else Mode.PRACTICE
    interview = an_interview(answered=(1,), position=2, phase=phase, mode=mode)

    after = advance(advance(interview, COMPARED).interview, RATED).interview

    assert (after.round(1).ticks, after.round(1).rating) == (TICKS, Rating.SOLID)
    assert replace(after, rounds=interview.rounds) == interview


def test_both_can_be_changed_and_ticks_taken_back() -> None:
    after = advance(appraised(), Compared(question_number=1, ticks=frozenset())).interview
    after = advance(after, Rated(question_number=1, rating=Rating.STUCK)).interview

    assert (after.round(1).ticks, after.round(1).rating) == (frozenset(), Rating.STUCK)


@pytest.mark.parametrize("event", [COMPARED, RATED], ids=lambda each: type(each).__name__)
def test_the_page_on_which_it_was_said_is_brought_up_to_date(event: Compared | Rated) -> None:
    step = advance(an_interview(answered=(1,)), replace(event, shown=PAGE))

    assert step.effects == (UpdateExamples(number=1, message=MessageId(900), page=2, in_debrief=False),)
    assert advance(an_interview(answered=(1,)), event).effects == ()


LIVE = an_interview(answered=(1,), phase=Phase.ANSWERED, mode=Mode.LIVE)
NEVER_ASKED = an_interview(answered=(1,), phase=Phase.DEBRIEF, mode=Mode.LIVE)


@pytest.mark.parametrize(
    ("interview", "event", "refusal"),
    [
        (an_interview(), COMPARED, NothingToRate),
        (an_interview(), RATED, NothingToRate),
        (an_interview(answered=(2,), phase=Phase.ENDED), RATED, NothingToRate),
        (an_interview(answered=(1,)), replace(COMPARED, ticks=frozenset({1, 4})), NoSuchKeyPoint),
        (an_interview(answered=(1,)), replace(COMPARED, ticks=frozenset({0})), NoSuchKeyPoint),
        (an_interview(answered=(1,)), replace(RATED, question_number=4), NoSuchQuestion),
        (an_interview(answered=(1,)), replace(RATED, question_number=0), NoSuchQuestion),
        (LIVE, COMPARED, WaitsForDebrief),
        (LIVE, RATED, WaitsForDebrief),
        (
            NEVER_ASKED.with_turn(replace(NEVER_ASKED.round(2), asked_at=None)),
            replace(RATED, question_number=2),
            NeverAsked,
        ),
    ],
)
def test_what_cannot_be_compared_or_rated_is_refused(
    interview: Interview, event: Compared | Rated, refusal: type[InterviewError]
) -> None:
    with pytest.raises(refusal):
        advance(interview, event)


def test_what_was_said_goes_with_an_answer_that_is_deleted() -> None:
    after = advance(appraised(), AnswerWithdrawn(message_id=MessageId(501))).interview

    assert (after.round(1).ticks, after.round(1).rating) == (None, None)


def test_what_was_said_stays_with_an_answer_that_is_edited_unless_nothing_is_left() -> None:
    edited = advance(appraised(), AnswerEdited(message_id=MessageId(501), text="Better.")).interview
    emptied = advance(edited, AnswerEdited(message_id=MessageId(501))).interview

    assert edited.round(1).rating is Rating.SOLID
    assert emptied.round(1).rating is None


def test_what_was_said_goes_with_an_answer_that_turns_out_to_be_to_another_question() -> None:
    """The second question was on screen before the bot heard of its arrival."""
    interview = appraised(parts=(a_part(650),), question_message=MessageId(400))
    interview = interview.with_turn(replace(interview.round(2), parts=()))

    after = advance(
        replace(interview, position=2, phase=Phase.ASKED), QuestionDelivered(number=2, message_id=MessageId(600))
    )

    assert (after.interview.round(1).answered, after.interview.round(1).rating) == (False, None)
    assert after.interview.round(2).answered


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        (Rating.STUCK, Rating.STUCK),
        (Rating.SHAKY, Rating.SHAKY),
        (Rating.SOLID, Rating.SHAKY),
        (Rating.EASY, Rating.SHAKY),
    ],
)
def test_examples_seen_before_an_attempt_make_it_shaky_at_best(said: Rating, noted: Rating) -> None:
    interview = appraised(assisted=True, examples_seen=True, rating=None)

    assert advance(interview, Rated(question_number=1, rating=said)).interview.round(1).rating is noted


ANSWER_AGAIN = AnswerReceived(message_id=MessageId(702), text="As in the example.")
GO_ON = GoOnPressed(at=NOON)
ASKED_AGAIN = QuestionDelivered(number=1, message_id=MessageId(701))
END = EndPressed(at=NOON, interaction=InteractionId(700))
LOOK = ExamplesPressed(question_number=1)


@pytest.mark.parametrize(
    ("interview", "happened"),
    [
        (an_interview(answered=(1,)), [LOOK, AnswerWithdrawn(message_id=MessageId(501))]),
        (an_interview(), [END, LOOK, GO_ON, ASKED_AGAIN]),
        (
            an_interview(mode=Mode.LIVE),
            [SkipPressed(at=NOON), END, END, GO_ON, JumpPressed(at=NOON, to=1), ASKED_AGAIN],
        ),
    ],
    ids=["after an answer that was deleted", "after the end", "in the debrief"],
)
def test_examples_seen_before_this_answer_count_whenever_that_was(interview: Interview, happened: list[Event]) -> None:
    for event in (*happened, ANSWER_AGAIN, END, RATED):
        interview = advance(interview, event).interview

    assert interview.round(1).examples_seen
    assert (interview.round(1).assisted, interview.round(1).rating) == (True, Rating.SHAKY)


def test_what_was_written_before_the_debrief_showed_the_examples_is_not_assisted() -> None:
    over = advance(advance(an_interview(mode=Mode.LIVE), SkipPressed(at=NOON)).interview, END).interview

    late = advance(over, replace(ANSWER_AGAIN, message_id=MessageId(650))).interview

    assert late.round(1).examples_seen
    assert (late.round(1).answered, late.round(1).assisted) == (True, False)


@pytest.mark.parametrize(
    ("ticks", "hints", "assisted", "suggested"),
    [
        (None, 0, False, None),
        (0, 0, False, Rating.STUCK),
        (0, 3, True, Rating.STUCK),
        (1, 0, False, Rating.SHAKY),
        (3, 0, False, Rating.SHAKY),
        (4, 0, False, Rating.SOLID),
        (5, 0, False, Rating.EASY),
        (5, 1, False, Rating.SOLID),
        (5, 0, True, Rating.SHAKY),
    ],
)
def test_the_ticks_suggest_a_rating(ticks: int | None, hints: int, assisted: bool, suggested: Rating | None) -> None:
    ticked = None if ticks is None else frozenset(range(1, ticks + 1))

    assert suggested_rating(ticked, of=5, hints=hints, assisted=assisted) is suggested


def test_without_key_points_nothing_is_suggested() -> None:
    assert suggested_rating(frozenset(), of=0, hints=0, assisted=False) is None
