"""The laws at the top of `bot/interviewing/domain/machine.py`, held against random event sequences."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.content import MessageId
from bot.interviewing.domain import events
from bot.interviewing.domain.effects import (
    AskQuestion,
    AskRevealAnyway,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowSummary,
)
from bot.interviewing.domain.errors import InterviewError
from bot.interviewing.domain.going_on import ENDED_EARLY
from bot.interviewing.domain.machine import advance
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.rating import Rating
from bot.interviewing.domain.step import Step
from tests.builders import GITHUB, STRIPE, an_interview
from tests.interviewing.domain.strategies import QUESTIONS, any_event, endings

MOVES = (
    events.NextPressed,
    events.SkipPressed,
    events.BackPressed,
    events.JumpPressed,
    events.FollowUpPressed,
    events.ResumePressed,
    events.EndPressed,
    events.Replaced,
    events.CameBack,
    events.GoOnPressed,
)
MOVE_EFFECTS = (AskQuestion, ShowDebrief, ShowSummary)
NO_TIME = timedelta()
"""Here an end is undone at once, or a day later."""
HELP_EFFECTS = (ShowHint, ShowExamples, AskRevealAnyway)


@given(st.lists(any_event, max_size=40), st.none() | endings, st.sampled_from(Mode), st.integers(0, 2))
def test_the_laws_are_kept_whatever_happens(
    happened: list[events.Event], ending: events.Event | None, mode: Mode, follow_ups: int
) -> None:
    interview = an_interview(
        questions=QUESTIONS, banks=(STRIPE, GITHUB), phase=Phase.OPENING, mode=mode, follow_ups_wanted=follow_ups
    )
    opening = events.QuestionDelivered(number=1, message_id=MessageId(400))
    for event in (opening, *happened, *([] if ending is None else [ending])):
        before = interview
        if not is_about_what_was_asked(event, before):
            continue
        try:
            step = advance(before, event)
        except InterviewError:
            continue
        interview = step.interview
        the_position_names_a_frozen_question(before, interview)
        follow_ups_are_the_banks_and_no_more_than_wanted(before, interview, event)
        an_ended_interview_stays_ended(before, interview, event)
        the_phase_says_whether_there_is_an_answer(interview)
        messages_leave_an_answer_only_when_deleted(before, interview, event)
        hints_only_climb_and_wait_for_the_debrief(before, step)
        pressing_on_ends_only_when_nothing_is_open(before, interview, event)
        a_move_shows_exactly_one_thing(step, event)
        what_was_written_since_a_question_arrived_answers_it(interview, event)
        what_was_written_after_the_end_is_no_part_of_it(before, interview, event)
        only_an_answer_is_compared_and_rated(interview)
        who_had_read_the_examples_was_helped(before, interview)
        a_reply_answers_what_it_replies_to(before, interview, event)


def is_about_what_was_asked(event: events.Event, interview: Interview) -> bool:
    """False for what arrives or answers a follow-up that was never asked: nobody can have sent it."""
    if isinstance(event, events.QuestionDelivered | events.PanelDelivered | events.AnswerReceived):
        return (event.number or 0) <= len(interview.turns)
    return True


def the_position_names_a_frozen_question(before: Interview, after: Interview) -> None:
    assert 1 <= after.position <= len(after.rounds)
    assert [each.number for each in after.turns] == list(range(1, len(after.turns) + 1))
    assert after.question_of(after.on_screen.number) == after.position
    assert [(each.bank, each.question) for each in after.rounds] == [
        (each.bank, each.question) for each in before.rounds
    ]


def follow_ups_are_the_banks_and_no_more_than_wanted(before: Interview, after: Interview, event: events.Event) -> None:
    frozen = [(each.number, each.question, each.item, each.text) for each in after.follow_ups]
    assert frozen[: len(before.follow_ups)] == [(e.number, e.question, e.item, e.text) for e in before.follow_ups]
    for each in after.rounds:
        asked = [follow_up.text for follow_up in after.follow_ups_to(each.number)]
        assert len(asked) == len(set(asked))
        assert set(asked) <= set(each.question.follow_ups)
    for new in after.follow_ups[len(before.follow_ups) :]:
        assert before.round(new.question).answered
        assert isinstance(event, events.NextPressed | events.SkipPressed | events.FollowUpPressed)
        unasked = not isinstance(event, events.FollowUpPressed)
        assert not unasked or len(before.follow_ups_to(new.question)) < before.follow_ups_wanted


def an_ended_interview_stays_ended(before: Interview, after: Interview, event: events.Event) -> None:
    if before.phase is Phase.ENDED and isinstance(event, events.GoOnPressed):
        assert before.ended_at is not None
        assert event.at <= before.ended_at + (ENDED_EARLY if any(each.open for each in before.rounds) else NO_TIME)
    elif before.phase is Phase.ENDED:
        assert after.phase is Phase.ENDED
        deliveries_and_own_messages = (
            events.QuestionDelivered
            | events.PanelDelivered
            | events.OverviewDelivered
            | events.HistoryRead
            | events.AnswerReceived
            | events.AnswerEdited
            | events.AnswerWithdrawn
        )
        assert after == before or isinstance(event, deliveries_and_own_messages | events.Help | events.Appraisal)


def the_phase_says_whether_there_is_an_answer(after: Interview) -> None:
    if after.phase is Phase.ANSWERED:
        assert after.on_screen.answered
    if after.phase is Phase.ASKED:
        assert not after.on_screen.answered


def messages_leave_an_answer_only_when_deleted(before: Interview, after: Interview, event: events.Event) -> None:
    def messages_of(interview: Interview) -> list[MessageId]:
        return [part.message_id for each in interview.turns for part in each.parts]

    assert len(messages_of(after)) == len(set(messages_of(after)))
    gone = set(messages_of(before)) - set(messages_of(after))
    assert not gone or (isinstance(event, events.AnswerWithdrawn) and gone == {event.message_id})


def hints_only_climb_and_wait_for_the_debrief(before: Interview, step: Step) -> None:
    for old, new in zip(before.rounds, step.interview.rounds, strict=True):
        assert new.hints >= old.hints
        assert new.examples_seen >= old.examples_seen
    if before.mode is Mode.LIVE and before.phase not in {Phase.DEBRIEF, Phase.ENDED}:
        assert not any(isinstance(effect, HELP_EFFECTS) for effect in step.effects)


def pressing_on_ends_only_when_nothing_is_open(before: Interview, after: Interview, event: events.Event) -> None:
    was_asking = before.phase in {Phase.ASKED, Phase.ANSWERED}
    over = after.phase in {Phase.DEBRIEF, Phase.ENDED}
    if was_asking and over and isinstance(event, events.NextPressed | events.SkipPressed):
        assert not any(each.open for each in after.rounds)


def a_move_shows_exactly_one_thing(step: Step, event: events.Event) -> None:
    shown = [effect for effect in step.effects if isinstance(effect, MOVE_EFFECTS)]
    assert len(shown) == (1 if isinstance(event, MOVES) else 0)


def what_was_written_since_a_question_arrived_answers_it(after: Interview, event: events.Event) -> None:
    if not isinstance(event, events.QuestionDelivered):
        return
    others = [each for each in after.turns if each.number != event.number]
    asked_later = [each.question_message for each in others if (each.question_message or 0) >= event.message_id]
    until = min((each for each in asked_later if each is not None), default=None)
    for part in (part for each in others for part in each.parts if not part.by_reply):
        assert part.message_id <= event.message_id or (until is not None and part.message_id >= until)


def what_was_written_after_the_end_is_no_part_of_it(before: Interview, after: Interview, event: events.Event) -> None:
    if before.phase in {Phase.DEBRIEF, Phase.ENDED} and isinstance(event, events.AnswerReceived) and after != before:
        if event.confirmed:
            return
        assert before.accepts_before is not None
        assert event.message_id < before.accepts_before


def only_an_answer_is_compared_and_rated(after: Interview) -> None:
    for each in after.rounds:
        assert each.answered or (each.ticks, each.rating) == (None, None)
        assert (each.ticks or frozenset()) <= set(range(1, len(each.question.key_points) + 1))
        assert not each.assisted or each.rating in {None, Rating.STUCK, Rating.SHAKY}


def who_had_read_the_examples_was_helped(before: Interview, after: Interview) -> None:
    """Also if that was after an answer that is deleted by now, or while the interview was over."""
    if before.phase in {Phase.ASKED, Phase.ANSWERED}:
        for old, new in zip(before.rounds, after.rounds, strict=True):
            assert new.assisted or not new.answered or old.answered or not old.examples_seen


def a_reply_answers_what_it_replies_to(before: Interview, after: Interview, event: events.Event) -> None:
    """Whether the interview is on screen or parked."""
    if not isinstance(event, events.AnswerReceived) or event.number is None:
        return
    if before.round_containing(event.message_id) is None:
        answered = after.round_containing(event.message_id)
        assert answered is not None
        assert answered.number == event.number
    assert after.parked_by == before.parked_by
