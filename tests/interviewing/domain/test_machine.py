"""What each event does to an interview."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.banks.format.model import Question
from bot.core.content import InteractionId, MessageId
from bot.interviewing.domain.effects import (
    AskQuestion,
    AskRevealAnyway,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowPanel,
    ShowSummary,
)
from bot.interviewing.domain.errors import (
    AtFirstQuestion,
    InDebrief,
    NeverAsked,
    NoSuchQuestion,
    NotAnsweredYet,
    NothingToSkip,
    StaleButton,
    TooLateToGoOn,
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
    GoOnPressed,
    HintPressed,
    JumpPressed,
    NextPressed,
    PanelDelivered,
    QuestionDelivered,
    Replaced,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.domain.going_on import ENDED_BY_MISTAKE, ENDED_EARLY
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase, Rung
from tests.builders import NOON, a_round, an_interview, later


def answer(message: int, text: str = "An answer.") -> AnswerReceived:
    return AnswerReceived(message_id=MessageId(message), text=text)


def after(interview: Interview, *happened: Event) -> Interview:
    for event in happened:
        interview = advance(interview, event).interview
    return interview


def test_the_interview_opens_when_its_first_question_has_arrived() -> None:
    opening = an_interview(phase=Phase.OPENING)

    step = advance(opening, QuestionDelivered(number=1, message_id=MessageId(400)))

    assert step.interview.phase is Phase.ASKED
    assert step.interview.present.question_message == 400
    assert step.effects == ()


def test_a_question_that_arrives_twice_keeps_its_panel() -> None:
    """Two processes may store that it has arrived."""
    arrival = QuestionDelivered(number=1, message_id=MessageId(400))
    asked = advance(an_interview(phase=Phase.OPENING), arrival).interview
    answered = advance(asked, answer(501)).interview
    shown = advance(answered, PanelDelivered(number=1, message_id=MessageId(502), at=NOON)).interview

    assert advance(shown, arrival).interview == shown


def test_an_answer_is_kept_and_gets_a_panel() -> None:
    step = advance(an_interview(), answer(501))

    assert step.interview.phase is Phase.ANSWERED
    assert [part.text for part in step.interview.present.parts] == ["An answer."]
    assert step.effects == (ShowPanel(number=1),)


def test_several_messages_make_one_answer_in_the_order_in_which_they_were_written() -> None:
    interview = an_interview()
    for message in (503, 501, 502):
        interview = advance(interview, answer(message, text=str(message))).interview

    assert [part.text for part in interview.present.parts] == ["501", "502", "503"]


def test_the_same_message_counts_once() -> None:
    once = advance(an_interview(), answer(501)).interview

    again = advance(once, answer(501))

    assert again.interview == once
    assert again.effects == ()


def test_a_message_that_arrives_late_answers_the_question_it_was_written_under() -> None:
    interview = an_interview(position=2, answered=(1,))
    interview = interview.with_turn(replace(interview.round(1), question_message=MessageId(400)))
    interview = interview.with_turn(replace(interview.round(2), question_message=MessageId(600)))

    step = advance(interview, answer(555, text="One more thing."))

    assert step.interview.round(1).parts[-1].text == "One more thing."
    assert step.interview.round(2).parts == ()
    assert step.interview.phase is Phase.ASKED
    assert step.effects == (ShowPanel(number=1),)


def test_a_message_written_before_the_next_question_arrived_answers_the_one_before() -> None:
    interview = advance(an_interview(), QuestionDelivered(number=1, message_id=MessageId(400))).interview
    interview = advance(interview, answer(501, text="One.")).interview
    interview = advance(interview, NextPressed(at=NOON)).interview

    waiting = advance(interview, answer(502, text="Still about one.")).interview
    arrived = advance(waiting, QuestionDelivered(number=2, message_id=MessageId(600))).interview

    assert [part.text for part in arrived.round(1).parts] == ["One.", "Still about one."]
    assert arrived.phase is Phase.ASKED


def test_a_message_that_answers_a_question_before_its_arrival_is_known_becomes_its_answer() -> None:
    interview = advance(an_interview(), QuestionDelivered(number=1, message_id=MessageId(400))).interview
    interview = advance(interview, answer(501, text="One.")).interview
    interview = advance(interview, NextPressed(at=NOON)).interview
    early = advance(interview, answer(700, text="Two.")).interview

    step = advance(early, QuestionDelivered(number=2, message_id=MessageId(600)))

    assert [part.text for part in step.interview.round(1).parts] == ["One."]
    assert [part.text for part in step.interview.round(2).parts] == ["Two."]
    assert step.interview.phase is Phase.ANSWERED
    assert step.effects == (ShowPanel(number=1), ShowPanel(number=2))


def test_an_answer_to_a_first_question_whose_arrival_is_not_known_yet_is_kept() -> None:
    opening = advance(an_interview(phase=Phase.OPENING), answer(501)).interview

    assert opening.phase is Phase.OPENING
    opened = advance(opening, QuestionDelivered(number=1, message_id=MessageId(400))).interview
    assert opened.phase is Phase.ANSWERED


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u3164"])
def test_an_answer_edited_into_nothing_is_no_answer(text: str) -> None:
    step = advance(an_interview(answered=(1,)), AnswerEdited(message_id=MessageId(501), text=text))

    assert not step.interview.present.answered
    assert step.interview.phase is Phase.ASKED
    written_again = advance(step.interview, AnswerEdited(message_id=MessageId(501), text="Back."))
    assert written_again.interview.phase is Phase.ANSWERED


def test_an_edit_changes_the_answer_and_the_panel() -> None:
    step = advance(an_interview(answered=(1,)), AnswerEdited(message_id=MessageId(501), text="Better."))

    assert step.interview.present.parts[0].text == "Better."
    assert step.effects == (ShowPanel(number=1),)


def test_an_edit_that_changes_nothing_does_nothing() -> None:
    interview = an_interview(answered=(1,))
    unfurled = AnswerEdited(message_id=MessageId(501), text=interview.present.parts[0].text)

    assert advance(interview, unfurled).effects == ()


def test_deleting_the_only_message_takes_the_answer_back() -> None:
    step = advance(an_interview(answered=(1,)), AnswerWithdrawn(message_id=MessageId(501)))

    assert step.interview.phase is Phase.ASKED
    assert not step.interview.present.answered
    assert step.effects == (ShowPanel(number=1),)


def test_next_goes_to_the_next_open_question() -> None:
    step = advance(an_interview(answered=(1, 2)), NextPressed(at=later(60)))

    assert step.interview.position == 3
    assert step.interview.phase is Phase.ASKED
    assert step.effects == (AskQuestion(number=3),)


def test_the_time_of_a_question_counts_from_its_first_asking() -> None:
    interview = an_interview(answered=(1,))
    interview = interview.with_turn(replace(interview.round(2), asked_at=None))

    asked = advance(interview, NextPressed(at=later(60))).interview
    shown_again = advance(asked, ResumePressed(at=later(90))).interview

    assert asked.present.asked_at == later(60)
    assert shown_again.present.asked_at == later(60)


def test_next_asks_for_an_answer_first() -> None:
    with pytest.raises(NotAnsweredYet):
        advance(an_interview(), NextPressed(at=NOON))


def test_next_returns_to_a_question_that_was_jumped_over() -> None:
    interview = an_interview(position=3, answered=(1, 3))

    assert advance(interview, NextPressed(at=NOON)).interview.position == 2


def test_next_after_the_last_open_question_ends_with_a_summary() -> None:
    step = advance(an_interview(position=3, answered=(1, 2, 3)), NextPressed(at=later(9)))

    assert step.interview.phase is Phase.ENDED
    assert step.interview.ended_at == later(9)
    assert step.effects == (ShowSummary(),)


def test_skip_marks_the_question_and_goes_on() -> None:
    step = advance(an_interview(), SkipPressed(at=NOON))

    assert step.interview.round(1).skipped
    assert step.interview.position == 2


def test_skipping_an_answered_question_keeps_its_answer() -> None:
    step = advance(an_interview(answered=(1,)), SkipPressed(at=NOON))

    assert not step.interview.round(1).skipped
    assert step.interview.round(1).answered


def test_answering_a_skipped_question_undoes_the_skip() -> None:
    interview = an_interview()
    interview = interview.with_turn(a_round(1, skipped=True))

    assert not advance(interview, answer(501)).interview.round(1).skipped


def test_back_asks_the_question_before_again() -> None:
    step = advance(an_interview(position=2, answered=(1,)), BackPressed(at=NOON))

    assert step.interview.position == 1
    assert step.interview.phase is Phase.ANSWERED
    assert step.effects == (AskQuestion(number=1),)


def test_there_is_nothing_before_the_first_question() -> None:
    with pytest.raises(AtFirstQuestion):
        advance(an_interview(), BackPressed(at=NOON))


def test_a_question_that_is_asked_again_gets_a_new_panel() -> None:
    interview = an_interview(position=2, answered=(1,))
    shown = advance(interview, PanelDelivered(number=1, message_id=MessageId(510), at=NOON)).interview

    back = advance(shown, BackPressed(at=NOON)).interview
    asked = advance(back, QuestionDelivered(number=1, message_id=MessageId(520))).interview

    assert back.present.panel_message == 510
    assert asked.present.panel_message is None


def test_jump_goes_anywhere() -> None:
    assert advance(an_interview(), JumpPressed(at=NOON, to=3)).effects == (AskQuestion(number=3),)


@pytest.mark.parametrize("number", [0, 4])
def test_jump_needs_a_question_that_exists(number: int) -> None:
    with pytest.raises(NoSuchQuestion) as refusal:
        advance(an_interview(), JumpPressed(at=NOON, to=number))

    assert (refusal.value.number, refusal.value.last) == (number, 3)


def test_resume_asks_the_present_question_again() -> None:
    assert advance(an_interview(position=2), ResumePressed(at=NOON)).effects == (AskQuestion(number=2),)


def test_hints_are_a_ladder_and_can_be_seen_again_from_its_top() -> None:
    interview = an_interview()
    shown = []
    for _ in range(4):
        step = advance(interview, HintPressed())
        interview = step.interview
        shown += step.effects

    assert shown == [ShowHint(number=1, rung=rung) for rung in (Rung.WHY, Rung.HOW, Rung.KEY_POINTS, None)]
    assert interview.present.hints == 3


def of_draft(**there: Any) -> Interview:
    """An interview at a question of which the bank has nothing but its words, and what is `there`."""
    interview = an_interview()
    question = Question.model_validate({"id": "q1", "text": "Why us?", **there})
    return interview.with_turn(replace(interview.present, question=question))


def test_rungs_that_the_bank_has_not_are_left_out() -> None:
    interview = of_draft(why="To see.", key_points=["One reason"])
    shown = []
    for _ in range(3):
        step = advance(interview, HintPressed())
        interview = step.interview
        shown += step.effects

    assert shown == [ShowHint(number=1, rung=rung) for rung in (Rung.WHY, Rung.KEY_POINTS, None)]
    assert interview.present.hints == 2


def test_where_there_are_no_hints_none_is_counted() -> None:
    step = advance(of_draft(), HintPressed())

    assert (step.effects, step.interview.present.hints) == ((ShowHint(number=1, rung=None),), 0)


def test_where_there_is_no_example_nothing_is_asked_and_nothing_counts_as_seen() -> None:
    step = advance(of_draft(), ExamplesPressed())

    assert step.effects == (ShowExamples(number=1),)
    assert not step.interview.present.examples_seen
    assert advance(of_draft(), ExamplesPressed(others=True)).effects == (AskRevealAnyway(number=1),)
    assert advance(of_draft(short="A contract."), ExamplesPressed()).effects == (AskRevealAnyway(number=1),)


def test_examples_after_an_answer_are_shown_at_once() -> None:
    step = advance(an_interview(answered=(1,)), ExamplesPressed())

    assert step.effects == (ShowExamples(number=1),)
    assert step.interview.present.examples_seen
    assert not step.interview.present.assisted


def test_examples_before_an_answer_are_asked_about_once() -> None:
    asked = advance(an_interview(), ExamplesPressed())
    revealed = advance(asked.interview, ExamplesPressed(reveal_anyway=True))
    seen_again = advance(revealed.interview, ExamplesPressed())

    assert asked.effects == (AskRevealAnyway(number=1),)
    assert not asked.interview.present.assisted
    assert revealed.effects == (ShowExamples(number=1),)
    assert revealed.interview.present.assisted
    assert seen_again.effects == (ShowExamples(number=1),)


@pytest.mark.parametrize("event", [HintPressed(), ExamplesPressed(), ExamplesPressed(reveal_anyway=True)])
def test_help_waits_for_the_debrief_of_a_live_interview(event: HintPressed | ExamplesPressed) -> None:
    with pytest.raises(WaitsForDebrief):
        advance(an_interview(mode=Mode.LIVE, answered=(1,)), event)


def test_a_live_interview_ends_in_a_debrief_from_the_first_question() -> None:
    step = advance(an_interview(mode=Mode.LIVE, position=3, answered=(1, 2, 3)), NextPressed(at=NOON))

    assert step.interview.phase is Phase.DEBRIEF
    assert step.interview.position == 1
    assert step.effects == (ShowDebrief(number=1),)


def test_the_debrief_walks_through_what_was_answered_or_skipped_to_the_summary() -> None:
    interview = an_interview(mode=Mode.LIVE, phase=Phase.DEBRIEF, answered=(1, 3))
    shown = []
    for _ in range(2):
        step = advance(interview, NextPressed(at=NOON))
        interview = step.interview
        shown += step.effects

    assert shown == [ShowDebrief(number=3), ShowSummary()]
    assert interview.phase is Phase.ENDED
    assert [each.examples_seen for each in interview.rounds] == [False, False, True]  # the first was shown before


def test_what_is_left_open_is_debriefed_on_request_and_what_was_never_asked_not_at_all() -> None:
    live = an_interview(mode=Mode.LIVE, answered=(1,))
    live = live.with_turn(replace(live.round(3), asked_at=None))
    asked = advance(live, JumpPressed(to=2, at=NOON)).interview
    debrief = advance(asked, EndPressed(at=NOON))
    assert debrief.effects == (ShowDebrief(number=1),)
    assert debrief.interview.present.examples_seen

    on_request = advance(debrief.interview, JumpPressed(to=2, at=NOON))
    assert on_request.effects == (ShowDebrief(number=2),)
    assert on_request.interview.present.examples_seen
    assert advance(on_request.interview, BackPressed(at=NOON)).effects == (ShowDebrief(number=1),)
    with pytest.raises(NeverAsked):
        advance(debrief.interview, JumpPressed(to=3, at=NOON))


def test_help_is_there_in_the_debrief_and_counts_nothing_as_assisted() -> None:
    debrief = an_interview(mode=Mode.LIVE, phase=Phase.DEBRIEF, answered=(2,))

    step = advance(debrief, ExamplesPressed())

    assert advance(debrief, HintPressed()).effects == (ShowHint(number=1, rung=Rung.WHY),)
    assert step.effects == (ShowExamples(number=1),)
    assert not step.interview.present.assisted


@pytest.mark.parametrize("event", [answer(555), SkipPressed(at=NOON)])
def test_nothing_is_answered_in_the_debrief(event: AnswerReceived | SkipPressed) -> None:
    with pytest.raises(InDebrief):
        advance(an_interview(mode=Mode.LIVE, phase=Phase.DEBRIEF, answered=(1,)), event)


def test_asking_for_examples_a_second_time_means_yes() -> None:
    asked = advance(an_interview(), ExamplesPressed()).interview

    step = advance(asked, ExamplesPressed())

    assert step.effects == (ShowExamples(number=1),)
    assert step.interview.present.assisted


def test_a_live_interview_with_everything_skipped_is_debriefed() -> None:
    interview = an_interview(questions=1, mode=Mode.LIVE)

    assert advance(interview, SkipPressed(at=NOON)).effects == (ShowDebrief(number=1),)


def test_a_live_interview_that_was_not_begun_ends_at_once() -> None:
    step = advance(an_interview(mode=Mode.LIVE), EndPressed(at=NOON))

    assert step.interview.phase is Phase.ENDED
    assert step.effects == (ShowSummary(),)


def test_end_keeps_every_answer() -> None:
    step = advance(an_interview(position=2, answered=(1,)), EndPressed(at=NOON))

    assert step.interview.phase is Phase.ENDED
    assert step.interview.round(1).answered


def test_a_replaced_live_interview_skips_its_debrief() -> None:
    assert advance(an_interview(mode=Mode.LIVE, answered=(1,)), Replaced(at=NOON)).interview.phase is Phase.ENDED


@pytest.mark.parametrize(
    "event",
    [
        NextPressed(at=NOON, question_number=1),
        SkipPressed(at=NOON, question_number=1),
        BackPressed(at=NOON, question_number=1),
        EndPressed(at=NOON, question_number=1),
    ],
    ids=lambda event: type(event).__name__,
)
def test_a_button_of_an_earlier_question_is_stale(event: SkipPressed) -> None:
    with pytest.raises(StaleButton) as refusal:
        advance(an_interview(position=2), event)

    assert (refusal.value.belongs_to, refusal.value.present) == (1, 2)


@pytest.mark.parametrize("phase", [Phase.ASKED, Phase.ENDED])
def test_the_buttons_for_help_of_an_earlier_question_go_on_working(phase: Phase) -> None:
    interview = an_interview(answered=(1,), position=2, phase=phase)

    hinted = advance(interview, HintPressed(question_number=1))
    shown = advance(hinted.interview, ExamplesPressed(question_number=1))

    assert hinted.effects == (ShowHint(number=1, rung=Rung.WHY),)
    assert shown.effects == (ShowExamples(number=1),)
    assert not shown.interview.round(1).assisted
    assert shown.interview.position == 2


def test_examples_of_a_question_that_was_passed_over_are_asked_about_while_it_can_be_answered() -> None:
    passed = an_interview(position=2)

    asked = advance(passed, ExamplesPressed(question_number=1))
    over = advance(replace(passed, phase=Phase.ENDED), ExamplesPressed(question_number=1))

    assert asked.effects == (AskRevealAnyway(number=1),)
    assert over.effects == (ShowExamples(number=1),)


def test_help_with_a_question_that_there_is_not_is_refused() -> None:
    with pytest.raises(NoSuchQuestion):
        advance(an_interview(), HintPressed(question_number=9))


def test_who_went_back_leafs_forward_one_by_one() -> None:
    interview = an_interview(questions=4, answered=(1, 2), position=3)
    for _ in range(2):
        interview = advance(interview, BackPressed(at=NOON)).interview
    assert interview.position == 1

    positions = []
    for _ in range(2):
        interview = advance(interview, NextPressed(at=NOON)).interview
        positions.append(interview.position)

    assert positions == [2, 3]
    assert not interview.leafing, "question 3 is open"


def test_who_leafs_at_the_last_question_finishes() -> None:
    interview = advance(an_interview(answered=(1, 2, 3), position=3), BackPressed(at=NOON)).interview

    last = advance(interview, NextPressed(at=NOON)).interview

    assert last.position == 3
    assert advance(last, NextPressed(at=NOON)).interview.phase is Phase.ENDED


@pytest.mark.parametrize("position", [2, 3])
def test_skipping_what_is_answered_does_not_end_an_interview(position: int) -> None:
    with pytest.raises(NothingToSkip):
        advance(an_interview(answered=(1, 2, 3), position=position), SkipPressed(at=NOON))


def test_the_last_skip_can_be_undone() -> None:
    before = an_interview(answered=(1, 2), position=3)
    over = advance(before, SkipPressed(at=NOON, interaction=InteractionId(900))).interview

    step = advance(over, GoOnPressed(at=NOON + ENDED_BY_MISTAKE))

    assert step.interview.phase is Phase.ASKED
    assert step.interview.present.open
    assert (step.interview.ended_at, step.interview.accepts_before) == (None, None)
    assert step.effects == (AskQuestion(number=3),)


@pytest.mark.parametrize(("answered", "most"), [((1, 2, 3), ENDED_BY_MISTAKE), ((1,), ENDED_EARLY)])
def test_what_was_ended_early_can_be_gone_on_with_for_a_day_and_all_else_for_minutes(
    answered: tuple[int, ...], most: timedelta
) -> None:
    over = advance(an_interview(answered=answered), EndPressed(at=NOON)).interview

    assert advance(over, GoOnPressed(at=NOON + most)).interview.phase is Phase.ANSWERED
    with pytest.raises(TooLateToGoOn):
        advance(over, GoOnPressed(at=NOON + most + timedelta(seconds=1)))


def test_the_end_of_a_debrief_leads_back_into_the_debrief() -> None:
    asked = an_interview(answered=(1, 2), mode=Mode.LIVE, position=2)
    over = after(asked, EndPressed(at=NOON), EndPressed(at=NOON))

    assert advance(over, GoOnPressed(at=NOON)).effects == (ShowDebrief(number=1),)


def test_after_its_debrief_a_live_interview_goes_on_with_the_first_open_question() -> None:
    asked = an_interview(answered=(1, 2), mode=Mode.LIVE, position=2)
    over = after(asked, EndPressed(at=NOON), NextPressed(at=NOON), NextPressed(at=NOON))

    step = advance(over, GoOnPressed(at=NOON + ENDED_EARLY))

    assert step.effects == (AskQuestion(number=3),)
    assert (step.interview.phase, step.interview.accepts_before) == (Phase.ASKED, None)
    with pytest.raises(WaitsForDebrief):
        advance(step.interview, ExamplesPressed(question_number=1))


def test_a_live_interview_that_was_finished_for_another_goes_on_with_its_questions() -> None:
    over = after(an_interview(answered=(1,), mode=Mode.LIVE, position=2), Replaced(at=NOON))

    assert advance(over, GoOnPressed(at=NOON)).effects == (AskQuestion(number=2),)


def test_what_people_do_to_their_messages_still_counts_after_the_end() -> None:
    ended = an_interview(answered=(1,), phase=Phase.ENDED)

    edited = advance(ended, AnswerEdited(message_id=MessageId(501), text="Better."))
    withdrawn = advance(ended, AnswerWithdrawn(message_id=MessageId(501)))

    assert edited.interview.round(1).parts[0].text == "Better."
    assert not withdrawn.interview.round(1).answered
    assert withdrawn.interview.phase is Phase.ENDED
