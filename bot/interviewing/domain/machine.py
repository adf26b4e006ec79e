"""Decides what an event does to an interview.

Rule 1: only this file changes phase or position. Rule 2: it never sends, stores or waits.

The laws, checked by `tests/interviewing/domain/test_machine_laws.py` against random event sequences:

1. The position always names a question of the interview; on screen is that question or a follow-up to it. The frozen
   questions never change, nor do the follow-ups that were asked.
2. An ended interview stays ended, unless the candidate goes on with it: within a day if questions are open, else within
   minutes. Only what was written before its end, edits, deletions, late deliveries, help with one of its questions and
   what the candidate says about an answer still change it. Who was asked whether a message is an answer wrote it
   before.
3. The phase is ANSWERED exactly when what is on screen has an answer, and ASKED exactly when it has none.
4. A message is part of at most one answer, and leaves it only when the candidate deletes it.
5. Hints only climb. In a live interview no hint or example is shown before the debrief.
6. Pressing on ends an interview only when no question is open. No question gets more follow-ups than the bank has, and
   without being asked for none more than the interview wants.
7. Each accepted move shows exactly one thing: a question, a follow-up, a page of the debrief or the summary.
8. A refused event changes nothing.
9. A message answers the question or the follow-up to which it is a Discord reply, also while its interview is parked,
   else the one that was on screen when it was written, however late we hear of either. Once the questions have ended,
   only what was written before that is added to an answer, and once they go on, nothing from in between.
10. Only a question that is answered has ticks and a rating, and the ticks name key points. An answer that was written
   after a look at the examples is rated *Shaky* at best.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.interviewing.domain.answering import (
    add_to_answer,
    edit_answer,
    with_phase_of_present,
    withdraw_from_answer,
)
from bot.interviewing.domain.appraising import compare_answer, rate_answer
from bot.interviewing.domain.arriving import overview_arrived, panel_arrived, question_arrived
from bot.interviewing.domain.effects import (
    AskQuestion,
    ShowDebrief,
    ShowPanel,
    ShowSummary,
)
from bot.interviewing.domain.errors import (
    AtFirstQuestion,
    InterviewEnded,
    NeverAsked,
    NotAnsweredYet,
    NothingToSkip,
    TooLateToGoOn,
)
from bot.interviewing.domain.events import (
    AnswerEdited,
    AnswerReceived,
    AnswerWithdrawn,
    BackPressed,
    CameBack,
    Compared,
    EndPressed,
    Event,
    ExamplesPressed,
    FollowUpPressed,
    GoOnPressed,
    HintPressed,
    HistoryRead,
    JumpPressed,
    NextPressed,
    OverviewDelivered,
    PanelDelivered,
    Parked,
    QuestionDelivered,
    Rated,
    Replaced,
    ResumePressed,
    SkipPressed,
)
from bot.interviewing.domain.following_up import follow_up_due, follow_up_wanted
from bot.interviewing.domain.going_on import can_go_on_until
from bot.interviewing.domain.helping import climb_hints, reveal_examples
from bot.interviewing.domain.model import FollowUp, Interview, Mode, Phase
from bot.interviewing.domain.requirements import (
    helped_with,
    require_asking,
    require_present,
    require_question,
    require_started,
)
from bot.interviewing.domain.step import Step

_Ending = NextPressed | SkipPressed | EndPressed | Replaced


def advance(interview: Interview, event: Event) -> Step:  # noqa: C901, PLR0912 - one `case` an event is the point
    """Apply one event.

    Raises:
        NotOpenYet, InterviewEnded, InDebrief: the event makes no sense in the present phase.
        StaleButton, StaleTurn: the pressed button belongs to another question or follow-up.
        NotAnsweredYet: what is on screen is still open; a question without an answer is not followed up.
        NoFollowUpLeft: the candidate was asked all follow-ups to the present question.
        NothingToSkip: there is no open question.
        TooLateToGoOn: the interview has been over for too long.
        AtFirstQuestion, NoSuchQuestion: there is no question to go to.
        WaitsForDebrief: there is no help during a live interview.
        NothingToRate, NoSuchKeyPoint: there is no such answer or key point.
    """
    match event:
        case QuestionDelivered():
            begun = replace(interview, phase=Phase.ASKED) if interview.phase is Phase.OPENING else interview
            return question_arrived(begun, event)
        case PanelDelivered():
            return panel_arrived(interview, event)
        case OverviewDelivered():
            return overview_arrived(interview, event)
        case HistoryRead():
            over = interview.phase is Phase.ENDED
            return Step(interview=replace(interview, accepts_before=None) if over else interview)
        case AnswerReceived():
            return add_to_answer(interview, event)
        case AnswerEdited():
            return edit_answer(interview, event)
        case AnswerWithdrawn():
            return withdraw_from_answer(interview, event)
        case NextPressed(question_number=number):
            require_started(interview, button_of=number)
            return _next(interview, event)
        case SkipPressed(question_number=number):
            require_asking(interview, button_of=number)
            return _skip(interview, event)
        case BackPressed(question_number=number, at=at):
            require_started(interview, button_of=number)
            return _back(interview, at)
        case JumpPressed(to=to, at=at):
            require_started(interview)
            require_question(interview, to)
            if interview.phase is Phase.DEBRIEF and not interview.may_show(to):
                raise NeverAsked(number=to)
            return _go_to(interview, to, at)
        case FollowUpPressed(question_number=number, at=at):
            require_asking(interview)
            if number is not None:
                require_present(interview, button_of=number)
            return _follow_up(interview, follow_up_wanted(interview), at)
        case ResumePressed(at=at):
            require_started(interview)
            return _show_again(interview, at)
        case HintPressed(question_number=number):
            return climb_hints(interview, helped_with(interview, number))
        case ExamplesPressed(question_number=number, reveal_anyway=sure, others=others):
            return reveal_examples(interview, helped_with(interview, number), sure=sure, others=others)
        case Compared():
            return compare_answer(interview, event)
        case Rated():
            return rate_answer(interview, event)
        case EndPressed(question_number=number):
            if interview.phase is not Phase.OPENING:
                require_started(interview, button_of=number)
            return _end(interview, event)
        case Replaced():
            if interview.phase is Phase.ENDED:
                raise InterviewEnded
            return _close(interview, event)
        case GoOnPressed(at=at):
            if interview.phase is Phase.ENDED:
                interview = _reopened(interview, event)
            require_started(interview)
            return _show_again(interview, at)
        case Parked(interaction=interaction):
            require_started(interview)
            return Step(interview=replace(interview, parked_by=interaction))
        case CameBack(at=at):
            require_started(interview)
            return _show_again(replace(interview, parked_by=None), at)
        case _:
            assert_never(event)


def _next(interview: Interview, event: NextPressed) -> Step:
    if interview.phase is Phase.ASKED and interview.on_screen.open:
        raise NotAnsweredYet
    if interview.phase is Phase.DEBRIEF:
        after = interview.debriefed_after(interview.position)
        return _close(interview, event) if after is None else _go_to(interview, after, event.at)
    if (due := follow_up_due(interview)) is not None:
        return _follow_up(interview, due, event.at)
    if interview.leafing and interview.position < len(interview.rounds):
        return _go_to(interview, interview.position + 1, event.at)
    return _go_on(interview, event)


def _back(interview: Interview, at: datetime) -> Step:
    if interview.follow_up is not None:
        return _go_to(interview, interview.position, at)
    walked = interview.debriefed if interview.phase is Phase.DEBRIEF else range(1, interview.position)
    earlier = [each for each in walked if each < interview.position]
    if not earlier:
        raise AtFirstQuestion
    return _go_to(interview, earlier[-1], at)


def _skip(interview: Interview, event: SkipPressed) -> Step:
    shown = interview.on_screen
    # An answer is never thrown away: skipping an answered question only moves on.
    skipped = interview if shown.answered else interview.with_turn(replace(shown, skipped=True))
    # Who skips a question is not asked about it; who skips a follow-up may like the next one better.
    due = None if interview.follow_up is None else follow_up_due(skipped)
    if due is not None:
        return _follow_up(skipped, due, event.at)
    if not shown.open and not any(each.open for each in interview.rounds):
        raise NothingToSkip
    return _go_on(skipped, event)


def _go_on(interview: Interview, event: NextPressed | SkipPressed) -> Step:
    """Go to the next open question, else to the first that was jumped over, else to the end."""
    after = interview.rounds[interview.position :]
    before = interview.rounds[: interview.position]
    for candidate in (*after, *before):
        if candidate.open:
            return _go_to(interview, candidate.number, event.at)
    return _end(interview, event)


def _follow_up(interview: Interview, of: FollowUp, at: datetime) -> Step:
    asked = replace(of, asked_at=of.asked_at or at)
    moved = replace(interview.with_turn(asked), follow_up=asked.number)
    return Step(interview=with_phase_of_present(moved), effects=(AskQuestion(number=asked.number),))


def _show_again(interview: Interview, at: datetime) -> Step:
    shown = interview.on_screen
    if isinstance(shown, FollowUp) and interview.phase is not Phase.DEBRIEF:
        return _follow_up(interview, shown, at)
    return _go_to(interview, interview.position, at)


def _go_to(interview: Interview, number: int, at: datetime) -> Step:
    if interview.phase is Phase.DEBRIEF:
        return _debriefed(interview, number)
    # A panel stays the one of its answer until the question has arrived below it: it may never be sent.
    asked = replace(interview.round(number), asked_at=interview.round(number).asked_at or at)
    moved = replace(interview.with_turn(asked), position=number, follow_up=None, leafing=not asked.open)
    return Step(interview=with_phase_of_present(moved), effects=(AskQuestion(number=number),))


def _end(interview: Interview, event: _Ending) -> Step:
    has_begun = any(not each.open for each in interview.rounds)
    if interview.mode is Mode.LIVE and interview.phase is not Phase.DEBRIEF and has_begun:
        debrief = replace(interview, phase=Phase.DEBRIEF, accepts_before=event.interaction)
        return _debriefed(debrief, debrief.debriefed[0])
    return _close(interview, event)


def _debriefed(interview: Interview, number: int) -> Step:
    """Show a question with its examples, which count as seen from then on."""
    seen = interview.with_turn(replace(interview.round(number), examples_seen=True))
    turned = replace(seen, position=number, follow_up=None, overview_message=None)
    return Step(interview=turned, effects=(ShowDebrief(number=number),))


def _close(interview: Interview, event: _Ending) -> Step:
    # What was written in the debrief was refused: only what is older than the debrief can come late.
    over = interview.accepts_before if interview.phase is Phase.DEBRIEF else event.interaction
    ended = replace(interview, phase=Phase.ENDED, ended_at=event.at, accepts_before=over, overview_message=None)
    # A second attempt may go to its coach now, or stay unsent: the panel says which, and offers to send it.
    panel = (ShowPanel(number=ended.position),) if ended.review is not None and ended.present.answered else ()
    return Step(interview=replace(ended, parked_by=None, leafing=False), effects=(ShowSummary(), *panel))


def _reopened(interview: Interview, event: GoOnPressed) -> Interview:
    """The interview as it was before its end; what was skipped and ended it is open again.

    A live interview whose debrief has been walked through goes on with its first open question.
    """
    until = can_go_on_until(interview)
    if until is None or event.at > until:
        raise TooLateToGoOn
    running = replace(interview, ended_at=None, overview_message=None)
    if event.interaction is not None:
        running = replace(running, over_from=interview.accepts_before, over_until=event.interaction)
    # A debrief shows the examples of its questions, and in a live interview nothing else does while it runs.
    if interview.mode is Mode.LIVE and interview.present.examples_seen:
        running = replace(running, follow_up=None)
        following = next((each.number for each in interview.rounds if each.open), None)
        if following is None or interview.debriefed_after(interview.position) is not None:
            return replace(running, phase=Phase.DEBRIEF)
        running = replace(running, position=following)
    shown = replace(running.on_screen, skipped=False)
    return with_phase_of_present(replace(running.with_turn(shown), phase=Phase.ASKED, accepts_before=None))
