"""A live interview follows answers up; in practice the candidate asks for it. Both are turns like questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.content import InteractionId, MessageId
from bot.interviewing.domain import events
from bot.interviewing.domain.effects import AskQuestion, ShowDebrief, ShowPanel, ShowSummary, UpdateOverview
from bot.interviewing.domain.errors import (
    AtFirstQuestion,
    NoFollowUpLeft,
    NotAnsweredYet,
    NothingToSkip,
    StaleButton,
    StaleTurn,
)
from bot.interviewing.domain.following_up import next_follow_up
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.plan import Plan
from bot.interviewing.domain.step import Step
from tests.builders import NOON, a_follow_up, a_part, a_question, a_round, an_interview, later

NEXT = events.NextPressed(at=NOON)
SKIP = events.SkipPressed(at=NOON)
WANTED = events.FollowUpPressed(at=NOON)


def live(**changes: object) -> Interview:
    """A live interview of two questions, of which the first is answered and on screen."""
    usual = {"questions": 2, "answered": (1,), "mode": Mode.LIVE, "follow_ups_wanted": 1}
    return an_interview(**usual | changes)  # type: ignore[arg-type]


def at_follow_up(**changes: object) -> Interview:
    """The same with the first follow-up, number 3, on screen. Its message is 600."""
    asked = a_follow_up(3, question_message=MessageId(600))
    return live(**{"follow_ups": (asked,), "follow_up": 3, "phase": Phase.ASKED} | changes)


def said(message: int, **fields: object) -> events.AnswerReceived:
    return events.AnswerReceived(message_id=MessageId(message), text="Said.", **fields)  # type: ignore[arg-type]


def after(interview: Interview, *happened: events.Event) -> Step:
    step = Step(interview=interview)
    for event in happened:
        step = advance(step.interview, event)
    return step


@pytest.mark.parametrize(("mode", "chosen", "wanted"), [("live", None, 1), ("practice", None, 0), ("live", 0, 0)])
def test_live_interviews_ask_one_follow_up_unless_the_candidate_chose(mode: str, chosen: int, wanted: int) -> None:
    assert Plan(banks=("stripe",), mode=Mode(mode), follow_ups=chosen).follow_ups_wanted == wanted


def test_next_asks_a_follow_up_and_only_then_the_next_question() -> None:
    first = after(live(), NEXT)
    second = after(first.interview, said(700, number=3), NEXT)

    assert first.effects == (AskQuestion(number=3),)
    assert first.interview.on_screen == a_follow_up(3)
    assert (first.interview.phase, first.interview.position) == (Phase.ASKED, 1)
    assert second.effects == (AskQuestion(number=2),)
    assert (second.interview.position, second.interview.follow_up) == (2, None)


@pytest.mark.parametrize("wanted", [0, 1, 2])
def test_as_many_are_asked_as_the_candidate_chose(wanted: int) -> None:
    interview, asked = live(follow_ups_wanted=wanted), []
    for message in (700, 701, 702):
        step = after(interview, NEXT)
        asked += [effect.number for effect in step.effects if isinstance(effect, AskQuestion)]
        if step.interview.position == 2:
            break
        interview = after(step.interview, said(message, number=asked[-1])).interview

    assert asked == [*range(3, 3 + wanted), 2]


def test_a_question_without_follow_ups_is_not_followed_up() -> None:
    interview = live()
    plain = a_round(
        1, question=a_question(follow_ups=("One",)).model_copy(update={"follow_ups": ()}), parts=(a_part(),)
    )

    assert after(interview.with_turn(plain), NEXT).effects == (AskQuestion(number=2),)


def test_a_skipped_question_is_not_followed_up() -> None:
    assert after(an_interview(mode=Mode.LIVE, follow_ups_wanted=2), SKIP).effects == (AskQuestion(number=2),)


def test_what_is_asked_first_moves_on_with_each_attempt() -> None:
    """With two follow-ups in the bank the third attempt begins with the first one again."""

    def first(attempt: int) -> str:
        interview = live(rounds=(a_round(1, attempt=attempt, parts=(a_part(),)), a_round(2)))
        following = next_follow_up(interview, interview.present)
        assert following is not None
        return following.text

    assert [first(attempt) for attempt in (1, 2, 3)] == [
        "And if that fails?",
        "How would you know?",
        "And if that fails?",
    ]


def test_an_open_follow_up_is_answered_or_skipped() -> None:
    with pytest.raises(NotAnsweredYet):
        after(at_follow_up(), NEXT)

    skipped = after(at_follow_up(), SKIP)

    assert skipped.effects == (AskQuestion(number=2),)
    assert skipped.interview.turn(3).skipped
    assert skipped.interview.round(1).answered


def test_who_skips_a_follow_up_is_asked_the_other_one() -> None:
    assert after(at_follow_up(follow_ups_wanted=2), SKIP).effects == (AskQuestion(number=4),)


def test_skipping_the_last_follow_up_ends_the_interview_and_can_be_undone() -> None:
    interview = at_follow_up(questions=2, answered=(1, 2), mode=Mode.PRACTICE)
    over = after(interview, SKIP)
    back = after(over.interview, events.GoOnPressed(at=later(60), interaction=InteractionId(900)))

    assert over.effects == (ShowSummary(),)
    assert back.effects == (AskQuestion(number=3),)
    assert back.interview.on_screen.open


def test_skipping_an_answered_follow_up_with_nothing_else_open_is_asked_about() -> None:
    interview = at_follow_up(answered=(1, 2))
    with pytest.raises(NothingToSkip):
        after(interview, said(700), SKIP)


def test_in_practice_the_candidate_is_followed_up_when_they_ask_for_it() -> None:
    practice = an_interview(answered=(1,))
    first = after(practice, WANTED)
    again = after(first.interview, WANTED)
    second = after(first.interview, said(700, number=4), WANTED)

    assert first.effects == again.effects == (AskQuestion(number=4),)
    assert second.effects == (AskQuestion(number=5),)
    with pytest.raises(NoFollowUpLeft):
        after(second.interview, said(701, number=5), WANTED)


def test_nothing_is_followed_up_before_there_is_an_answer() -> None:
    with pytest.raises(NotAnsweredYet):
        after(an_interview(), WANTED)


@pytest.mark.parametrize(
    ("press", "refusal"),
    [
        (events.NextPressed(at=NOON, question_number=1), StaleTurn),
        (events.SkipPressed(at=NOON, question_number=1), StaleTurn),
        (events.NextPressed(at=NOON, question_number=2), StaleButton),
        (events.EndPressed(at=NOON, question_number=9999), StaleButton),
        (events.FollowUpPressed(at=NOON, question_number=2), StaleButton),
        (events.FollowUpPressed(at=NOON, question_number=9999), StaleButton),
    ],
)
def test_a_button_of_something_else_is_stale(press: events.Event, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        after(at_follow_up(), press)


def test_the_button_of_an_earlier_follow_up_names_its_question() -> None:
    gone_on = replace(at_follow_up(), position=2, follow_up=None)
    with pytest.raises(StaleButton) as refused:
        after(gone_on, events.NextPressed(at=NOON, question_number=3))

    assert (refused.value.belongs_to, refused.value.present) == (1, 2)


@pytest.mark.parametrize(
    "again", [events.ResumePressed(at=NOON), events.CameBack(at=NOON), events.GoOnPressed(at=NOON)]
)
def test_coming_back_shows_the_follow_up_again(again: events.Event) -> None:
    step = after(at_follow_up(), again)

    assert step.effects == (AskQuestion(number=3),)
    assert len(step.interview.follow_ups) == 1


def test_back_leads_to_the_question_and_next_from_there_to_the_follow_up_that_was_left() -> None:
    back = after(at_follow_up(), events.BackPressed(at=NOON))
    on = after(back.interview, NEXT)

    assert back.effects == (AskQuestion(number=1),)
    assert on.effects == (AskQuestion(number=3),)
    with pytest.raises(AtFirstQuestion):
        after(back.interview, events.BackPressed(at=NOON))


def test_a_message_answers_what_was_on_screen_when_it_was_written() -> None:
    step = after(at_follow_up(), said(601), said(599), said(602, number=1), said(603, number=3))

    assert [part.message_id for part in step.interview.round(1).parts] == [501, 599, 602]
    assert [part.message_id for part in step.interview.turn(3).parts] == [601, 603]
    assert step.effects == (ShowPanel(number=3),)


def test_what_was_written_before_the_arrival_of_a_follow_up_was_known_answers_it() -> None:
    asked = after(live(), NEXT, said(601))
    step = after(asked.interview, events.QuestionDelivered(number=3, message_id=MessageId(600)))

    assert [part.message_id for part in asked.interview.round(1).parts] == [501, 601]
    assert [part.message_id for part in step.interview.turn(3).parts] == [601]
    assert step.interview.phase is Phase.ANSWERED
    assert step.effects == (ShowPanel(number=1), ShowPanel(number=3))


def test_an_edit_and_a_deletion_follow() -> None:
    answered = after(at_follow_up(), said(601)).interview
    edited = after(answered, events.AnswerEdited(message_id=MessageId(601), text="Mended."))
    withdrawn = after(edited.interview, events.AnswerWithdrawn(message_id=MessageId(601)))

    assert [part.text for part in edited.interview.turn(3).parts] == ["Mended."]
    assert edited.effects == withdrawn.effects == (ShowPanel(number=3),)
    assert withdrawn.interview.phase is Phase.ASKED


def test_a_late_message_is_added_to_the_follow_up_and_shown_in_the_debrief() -> None:
    debrief = after(at_follow_up(), said(601), events.EndPressed(at=NOON, interaction=InteractionId(800)))
    late = after(debrief.interview, said(602))

    assert debrief.effects == (ShowDebrief(number=1),)
    assert debrief.interview.follow_up is None
    assert [part.message_id for part in late.interview.turn(3).parts] == [601, 602]
    assert late.effects == (ShowPanel(number=3), UpdateOverview())


def test_all_messages_of_a_round_are_put_together() -> None:
    interview = after(at_follow_up(), said(601)).interview

    assert [(part.message_id, part.follow_up) for part in interview.written_in(1)] == [(501, None), (601, 3)]
    assert interview.written_in(2) == ()
    assert interview.round_containing(MessageId(601)) == interview.round(1)


def test_who_saw_the_examples_after_the_end_is_not_asked_the_follow_up_again() -> None:
    replaced = events.Replaced(interaction=InteractionId(700), at=NOON)
    seen = after(at_follow_up(), replaced, events.ExamplesPressed(question_number=1)).interview

    on = advance(seen, events.GoOnPressed(at=later(1)))

    assert (on.interview.position, on.interview.follow_up, on.interview.phase) == (2, None, Phase.ASKED)
    assert on.effects == (AskQuestion(number=2),)
