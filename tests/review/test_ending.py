"""What follows where a review ends or goes on again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.content import ChannelId, MessageId, UserId
from bot.reviewing.domain.deadlines import QUIET
from bot.reviewing.domain.effects import ArchiveThread, NewsKind, RemoveCard, ReviewEffect, ShowPaper
from bot.reviewing.domain.errors import ReplyTooLate, ReviewErased
from bot.reviewing.domain.events import (
    AnswerChanged,
    Claimed,
    Closed,
    Expired,
    FeedbackWritten,
    LetterDeleted,
    LetterEdited,
    PaperRefused,
    PaperShown,
    Rated,
    Reopened,
    ReplyWritten,
    RetryCutOff,
    ReviewEvent,
    TimePassed,
    Withdrawn,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Change, LetterState, Rating, Review, Side, Source, Stage, Why
from bot.reviewing.domain.posts import STATUS, Paper, PaperKind
from tests.builders import CANDIDATE, COACH, DM_CHANNEL, NOON, a_letter, a_review, later

OTHER = UserId(COACH + 1)
LETTERS = (
    a_letter(1),
    a_letter(2),
    a_letter(3, side=Side.CANDIDATE),
    a_letter(4, author=OTHER),
    a_letter(5, author=UserId(COACH + 2), state=LetterState.WAITING, why=Why.CLOSED_DMS),
)


def feedback_shown(effects: tuple[ReviewEffect, ...]) -> list[int]:
    """The numbers of the letters that are brought up to date."""
    papers = [each.paper for each in effects if isinstance(each, ShowPaper)]
    return [each.number for each in papers if each.kind is PaperKind.LETTER]


ends = pytest.mark.parametrize(
    "ends", [Closed(coach=COACH, reason="", at=later(60)), TimePassed(at=NOON + 2 * QUIET)], ids=["closed", "quiet"]
)


@ends
def test_where_a_review_ends_the_first_letter_of_each_coach_loses_the_way_to_try_again(ends: ReviewEvent) -> None:
    step = advance(a_review(letters=LETTERS, stage=Stage.ANSWERED, coach=COACH), ends)

    assert step.review.stage is Stage.CLOSED
    assert feedback_shown(step.effects) == [1, 4]  # the one that is still on its way shows what is true then


@ends
@pytest.mark.parametrize(
    ("tried_at", "told"), [(later(900), [NewsKind.CLOSED]), (later(300), [])], ids=["waits", "has feedback since"]
)
def test_who_waits_for_feedback_on_a_new_attempt_is_told_that_none_comes(
    ends: ReviewEvent, tried_at: datetime, told: list[NewsKind]
) -> None:
    review = a_review(letters=(a_letter(1),))  # written at 600 seconds
    again = replace(review.attempts[0], number=2, sent_at=tried_at)

    step = advance(replace(review, attempts=(*review.attempts, again)), ends)

    assert [each.news for each in step.effects if isinstance(each, ShowPaper) and each.news is not None] == told


@pytest.mark.parametrize(("stage", "put_away"), [(Stage.ANSWERED, False), (Stage.CLOSED, True)])
def test_a_change_of_the_answer_after_the_close_leaves_the_thread_put_away(stage: Stage, put_away: bool) -> None:
    review = a_review(letters=LETTERS, stage=stage, coach=COACH, thread=ChannelId(4000))

    step = advance(review, AnswerChanged(attempt=1, message=MessageId(501), change=Change.EDITED, at=later(60)))

    assert (step.effects[-1] == ArchiveThread()) is put_away
    assert ArchiveThread() not in step.effects[:-1]


def test_opened_again_it_offers_to_try_again_once_more() -> None:
    closed = a_review(letters=LETTERS, stage=Stage.CLOSED, coach=COACH, thread=ChannelId(4000))

    step = advance(closed, Reopened(coach=COACH, at=later(60)))

    assert step.review.stage is Stage.ANSWERED
    assert feedback_shown(step.effects) == [1, 4]


def test_who_is_cut_off_while_trying_again_is_told() -> None:
    step = advance(a_review(letters=LETTERS, stage=Stage.CLOSED, coach=COACH), RetryCutOff())

    (told,) = step.effects
    assert isinstance(told, ShowPaper)
    assert (told.paper, told.news) == (Paper(kind=PaperKind.NEWS, number=1), NewsKind.RETRY_OVER)


def test_when_its_time_is_over_only_feedback_on_its_way_keeps_its_words() -> None:
    erased = advance(a_review(letters=LETTERS, stage=Stage.ANSWERED, coach=COACH), Expired(at=later(60))).review

    assert erased.erased
    assert erased.stage is Stage.CLOSED
    assert [each.number for each in erased.letters if each.text or each.author_name] == [5]


def expired(*states: LetterState) -> Review:
    """An erased review of which coaches' letters were in these states."""
    letters = [
        a_letter(number, state=state, why=Why.CLOSED_DMS if state is LetterState.WAITING else None)
        for number, state in enumerate(states, start=1)
    ]
    return advance(a_review(letters=tuple(letters)), Expired(at=later(60))).review


def test_what_has_arrived_late_is_not_kept_and_the_last_takes_the_thread_with_it() -> None:
    first = advance(
        expired(LetterState.WAITING, LetterState.WAITING),
        PaperShown(paper=Paper(kind=PaperKind.LETTER, number=1), at=NOON),
    )
    last = advance(first.review, PaperShown(paper=Paper(kind=PaperKind.LETTER, number=2), at=NOON))

    assert RemoveCard() not in first.effects
    assert last.effects == (RemoveCard(),)
    assert not any(each.text for each in last.review.letters)
    assert {each.state for each in last.review.letters} == {LetterState.DELIVERED}


def test_what_is_taken_back_while_it_waits_leaves_nothing_either() -> None:
    step = advance(expired(LetterState.WAITING), LetterDeleted(message=MessageId(8001), at=NOON))

    assert step.effects[-1] == RemoveCard()
    assert step.review.stage is Stage.CLOSED


def test_what_discord_refuses_late_is_kept_until_it_can_be_sent() -> None:
    refused = advance(expired(LetterState.WAITING), PaperRefused(paper=Paper(kind=PaperKind.LETTER, number=1)))
    edited = advance(refused.review, LetterEdited(message=MessageId(8001), text="Without it.", files=(), at=NOON))

    assert refused.review.letters[0].text
    assert RemoveCard() not in refused.effects
    assert edited.review.letters[0].state is LetterState.WAITING


def test_an_edit_of_what_is_not_kept_any_more_brings_nothing_back() -> None:
    erased = expired(LetterState.DELIVERED)

    step = advance(erased, LetterEdited(message=MessageId(8001), text="Again.", files=(), at=NOON))

    assert step.review == erased
    assert not step.effects


@pytest.mark.parametrize(
    "event",
    [
        Claimed(coach=COACH, at=NOON),
        Closed(coach=COACH, reason="", at=NOON),
        Reopened(coach=COACH, at=NOON),
        FeedbackWritten(coach=COACH, coach_name="Cora", text="More.", source=None, reachable=True, at=NOON),
        Withdrawn(at=NOON),
    ],
    ids=lambda each: type(each).__name__,
)
def test_nobody_does_anything_with_a_review_whose_time_is_over(event: ReviewEvent) -> None:
    with pytest.raises(ReviewErased):
        advance(expired(LetterState.DELIVERED), event)


def test_a_rating_is_a_figure_and_counts_when_the_time_is_over() -> None:
    step = advance(expired(LetterState.DELIVERED), Rated(rating=Rating.HELPED, at=NOON))

    assert step.review.rating is Rating.HELPED
    assert not step.effects


def test_a_reply_to_a_review_whose_time_is_over_is_refused() -> None:
    reply = ReplyWritten(
        candidate=CANDIDATE,
        answered=STATUS,
        text="Thanks.",
        files=(),
        source=Source(channel=DM_CHANNEL, message=MessageId(9)),
        at=NOON,
    )

    with pytest.raises(ReplyTooLate):
        advance(expired(LetterState.DELIVERED), reply)
