"""Messages of which the bot hears after the end of the questions: they belong where they were written, if anywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import InteractionId, InterviewId, MessageId
from bot.interviewing.domain.attribution import interview_of
from bot.interviewing.domain.effects import ShowDebrief, ShowPanel, ShowSummary, UpdateOverview
from bot.interviewing.domain.errors import InDebrief, InterviewEnded
from bot.interviewing.domain.events import (
    AnswerEdited,
    AnswerReceived,
    AnswerWithdrawn,
    EndPressed,
    Event,
    HistoryRead,
    JumpPressed,
    NextPressed,
    OverviewDelivered,
    QuestionDelivered,
    Replaced,
    SkipPressed,
)
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase
from tests.builders import NOON, a_part, an_interview, later

PRESS = InteractionId(1000)
ENDINGS = [
    NextPressed(at=NOON, interaction=PRESS),
    EndPressed(at=NOON, interaction=PRESS),
    Replaced(at=NOON, interaction=PRESS),
]


def at_the_last_question(*, mode: Mode = Mode.PRACTICE) -> Interview:
    """Two questions, asked by the messages 400 and 600 and both answered."""
    interview = an_interview(questions=2, position=2, answered=(1, 2), mode=mode, started_by=InteractionId(300))
    for number, asked in ((1, 400), (2, 600)):
        interview = interview.with_turn(replace(interview.round(number), question_message=MessageId(asked)))
    return interview


def answer(message: int) -> AnswerReceived:
    return AnswerReceived(message_id=MessageId(message), text="Late.")


def over(interview: Interview) -> Interview:
    return advance(interview, EndPressed(at=NOON, interaction=PRESS)).interview


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda event: type(event).__name__)
@pytest.mark.parametrize(("written", "question"), [(450, 1), (700, 2), (999, 2)])
def test_what_was_written_before_the_end_answers_the_question_on_screen(
    ending: NextPressed, written: int, question: int
) -> None:
    ended = advance(at_the_last_question(), ending).interview

    step = advance(ended, answer(written))

    assert step.interview.phase is Phase.ENDED
    assert [part.message_id for part in step.interview.round(question).parts if part.text == "Late."] == [written]
    assert step.effects == (ShowPanel(number=question), UpdateOverview())


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("written", [1000, 1001])
def test_what_was_written_after_the_end_answers_nothing(ending: NextPressed, written: int) -> None:
    ended = advance(at_the_last_question(), ending).interview

    assert interview_of([ended], MessageId(written)) is None
    with pytest.raises(InterviewEnded):
        advance(ended, answer(written))


def test_what_was_written_before_a_question_was_shown_again_answers_it_all_the_same() -> None:
    """The message that asked it first is forgotten by then; what else was written under it is not."""
    interview = at_the_last_question()
    interview = interview.with_turn(replace(interview.round(1), parts=(a_part(450),), question_message=MessageId(700)))
    interview = interview.with_turn(replace(interview.round(2), parts=(), question_message=MessageId(800)))

    assert advance(interview, answer(460)).interview.round(1).parts[-1].text == "Late."
    assert advance(over(interview), answer(460)).interview.round(1).parts[-1].text == "Late."


@pytest.mark.parametrize(
    "left",
    [*ENDINGS[1:], SkipPressed(at=NOON, interaction=PRESS), JumpPressed(at=NOON, to=1)],
    ids=lambda event: type(event).__name__,
)
def test_a_question_whose_arrival_is_known_only_after_it_was_left_gets_what_was_written_under_it(
    left: SkipPressed,
) -> None:
    interview = an_interview(questions=2, answered=(1,), started_by=InteractionId(300))
    interview = advance(interview, QuestionDelivered(number=1, message_id=MessageId(400))).interview
    interview = advance(interview, NextPressed(at=NOON)).interview
    written = advance(interview, answer(700)).interview
    moved = advance(written, left).interview

    step = advance(moved, QuestionDelivered(number=2, message_id=MessageId(600)))

    assert [part.message_id for part in step.interview.round(1).parts] == [501]
    assert [part.message_id for part in step.interview.round(2).parts] == [700]
    assert not step.interview.round(2).skipped
    assert {ShowPanel(number=1), ShowPanel(number=2)} <= set(step.effects)


def test_an_answer_that_comes_late_takes_back_the_skip() -> None:
    asked = an_interview(questions=1).with_turn(
        replace(an_interview(questions=1).round(1), question_message=MessageId(400))
    )
    skipped = advance(asked, SkipPressed(at=NOON, interaction=PRESS)).interview
    assert skipped.round(1).skipped

    answered = advance(skipped, answer(500)).interview

    assert answered.round(1).answered
    assert not answered.round(1).skipped


def test_the_debrief_takes_what_was_written_before_it_and_its_page_follows() -> None:
    debrief = over(at_the_last_question(mode=Mode.LIVE))
    assert debrief.phase is Phase.DEBRIEF

    assert advance(debrief, answer(450)).effects == (ShowPanel(number=1), UpdateOverview())
    assert advance(debrief, answer(700)).effects == (ShowPanel(number=2),), "another page is shown"
    with pytest.raises(InDebrief):
        advance(debrief, answer(1001))


def test_after_the_debrief_its_beginning_is_still_what_counts() -> None:
    debrief = over(at_the_last_question(mode=Mode.LIVE))

    ended = advance(debrief, EndPressed(at=later(9), interaction=InteractionId(2000))).interview

    assert advance(ended, answer(999)).interview != ended
    with pytest.raises(InterviewEnded):
        advance(ended, answer(1500))


def test_once_the_history_has_been_read_nothing_comes_late() -> None:
    ended = over(at_the_last_question())

    read = advance(ended, HistoryRead()).interview

    assert interview_of([read], MessageId(700)) is None
    with pytest.raises(InterviewEnded):
        advance(read, answer(700))


def test_reading_the_history_changes_no_interview_that_goes_on() -> None:
    asking, debrief = at_the_last_question(), over(at_the_last_question(mode=Mode.LIVE))

    assert advance(asking, HistoryRead()).interview == asking
    assert advance(debrief, HistoryRead()).interview == debrief


def test_edits_and_deletions_after_the_end_update_the_summary_too() -> None:
    ended = over(at_the_last_question())
    shown = (ShowPanel(number=1), UpdateOverview())

    assert advance(ended, AnswerEdited(message_id=MessageId(501), text="Other.")).effects == shown
    assert advance(ended, AnswerWithdrawn(message_id=MessageId(501))).effects == shown


def test_the_message_of_the_summary_is_remembered() -> None:
    ended = over(at_the_last_question())

    after = advance(ended, OverviewDelivered(number=None, message_id=MessageId(1100))).interview

    assert after.overview_message == 1100


def test_of_a_debrief_the_present_page_is_remembered() -> None:
    debrief = over(at_the_last_question(mode=Mode.LIVE))
    on_page_one = advance(debrief, OverviewDelivered(number=1, message_id=MessageId(1100))).interview

    turned = advance(on_page_one, NextPressed(at=NOON))
    late = advance(turned.interview, OverviewDelivered(number=1, message_id=MessageId(1100))).interview

    assert on_page_one.overview_message == 1100
    assert turned.effects == (ShowDebrief(number=2),)
    assert (turned.interview.overview_message, late.overview_message) == (None, None)
    assert advance(late, NextPressed(at=NOON)).effects == (ShowSummary(),)


FIRST = replace(over(at_the_last_question()), id=InterviewId(1))
SECOND = an_interview(id=InterviewId(2), started_by=InteractionId(1000), accepts_before=InteractionId(2000))
SECOND = replace(SECOND, phase=Phase.ENDED, ended_at=NOON)
LIVE = an_interview(id=InterviewId(3), started_by=InteractionId(3000))
FROM_AN_OLDER_BUILD = replace(LIVE, started_by=None).with_turn(replace(LIVE.round(1), question_message=MessageId(3100)))


@pytest.mark.parametrize("live", [LIVE, FROM_AN_OLDER_BUILD], ids=["live", "of an older build"])
@pytest.mark.parametrize(
    ("written", "belongs"), [(200, None), (700, 1), (999, 1), (1500, 2), (2500, None), (3200, 3), (9000, 3)]
)
def test_a_message_belongs_to_the_interview_that_was_under_way(
    live: Interview, written: int, belongs: int | None
) -> None:
    for interviews in ([FIRST, SECOND, live], [live, SECOND, FIRST]):
        found = interview_of(interviews, MessageId(written))

        assert (None if found is None else found.id) == belongs


def test_while_the_first_question_of_an_older_build_is_on_its_way_it_takes_what_comes() -> None:
    opening = replace(LIVE, started_by=None, phase=Phase.OPENING)

    assert interview_of([FIRST, opening], MessageId(999)) == FIRST
    assert interview_of([FIRST, opening], MessageId(3050)) == opening


def test_what_was_written_under_a_question_answers_it_even_if_its_arrival_is_known_after_the_next_move() -> None:
    """Discord's answer to the sending of question 2 was lost, and the candidate answered it and pressed *Skip*."""
    interview = an_interview(phase=Phase.ASKED, position=1)
    happened: list[Event] = [
        QuestionDelivered(number=1, message_id=MessageId(100)),
        SkipPressed(at=NOON),
        AnswerReceived(message_id=MessageId(210), text="Under question 2."),
        SkipPressed(at=NOON),
        QuestionDelivered(number=2, message_id=MessageId(200)),
    ]

    for each in happened:
        step = advance(interview, each)
        interview = step.interview

    assert [[part.text for part in each.parts] for each in interview.rounds] == [[], ["Under question 2."], []]
    assert step.effects == (ShowPanel(number=1), ShowPanel(number=2))


def test_what_was_written_before_the_first_question_arrived_answers_it_however_late_it_is_heard_of() -> None:
    interview = an_interview(phase=Phase.OPENING, position=1)
    happened: list[Event] = [
        QuestionDelivered(number=1, message_id=MessageId(100)),
        SkipPressed(at=NOON),
        QuestionDelivered(number=2, message_id=MessageId(200)),
        AnswerReceived(message_id=MessageId(90), text="At once."),
    ]

    for each in happened:
        interview = advance(interview, each).interview

    assert [[part.text for part in each.parts] for each in interview.rounds] == [["At once."], [], []]
