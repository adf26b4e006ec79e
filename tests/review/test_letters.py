"""Letters: a coach's text is never lost, and what was taken back is as if it had never been."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.content import MessageId, UserId
from bot.reviewing.domain.effects import NewsKind, RemovePaper, ShowPaper
from bot.reviewing.domain.errors import NotHeld, NothingToSend, NotYourLetter, ReviewErased
from bot.reviewing.domain.events import (
    Claimed,
    Expired,
    FeedbackWritten,
    HeldSent,
    LetterDeleted,
    LetterEdited,
    PaperRefused,
    PaperShown,
    PaperStuck,
    Reopened,
    ReviewEvent,
)
from bot.reviewing.domain.machine import advance
from bot.reviewing.domain.model import Claim, Letter, LetterState, Rating, Review, Side, Stage, Why
from bot.reviewing.domain.posts import Paper, PaperKind
from tests.builders import COACH, a_letter, a_review, later

LETTER = Paper(kind=PaperKind.LETTER, number=1)
OTHER = UserId(2002)


def only_letter(review: Review) -> Letter:
    (letter,) = review.letters
    return letter


@pytest.mark.parametrize(("stage", "why"), [(Stage.WITHDRAWN, Why.REVIEW_WITHDRAWN), (Stage.CLOSED, Why.REVIEW_CLOSED)])
def test_what_a_coach_writes_to_a_review_that_is_over_is_kept(stage: Stage, why: Why) -> None:
    event = FeedbackWritten(coach=COACH, coach_name="Cora", text="Kept.", source=None, reachable=True, at=later(60))

    letter = only_letter(advance(a_review(stage=stage), event).review)

    assert (letter.text, letter.state, letter.why) == ("Kept.", LetterState.HELD, why)


def test_a_letter_that_was_held_is_sent_by_its_writer_only_and_once() -> None:
    held = a_review(letters=(a_letter(state=LetterState.HELD, why=Why.REVIEW_CLOSED),), stage=Stage.CLOSED)
    by_coach = HeldSent(coach=COACH, letter=1, reachable=True, at=later(60))

    with pytest.raises(NotYourLetter):
        advance(held, HeldSent(coach=UserId(2009), letter=1, reachable=True, at=later(60)))
    sent = advance(held, by_coach).review

    assert (sent.stage, only_letter(sent).state) == (Stage.ANSWERED, LetterState.WAITING)
    with pytest.raises(NotHeld):
        advance(sent, by_coach)


def test_the_writer_is_told_once_for_each_reason_to_wait() -> None:
    waiting = a_review(letters=(a_letter(state=LetterState.WAITING),))
    stuck = advance(waiting, PaperStuck(paper=LETTER, why=Why.CLOSED_DMS))

    assert stuck.effects == (ShowPaper(paper=Paper(kind=PaperKind.RECEIPT, number=1)),)
    assert advance(stuck.review, PaperStuck(paper=LETTER, why=Why.CLOSED_DMS)).effects == ()
    delivered = advance(stuck.review, PaperShown(paper=LETTER, at=later(60))).review
    assert (only_letter(delivered).state, only_letter(delivered).why) == (LetterState.DELIVERED, None)


def test_deleting_the_only_feedback_gives_the_review_back_to_its_coach() -> None:
    step = advance(a_review(letters=(a_letter(),)), LetterDeleted(message=MessageId(8001), at=later(900)))

    assert step.review.stage is Stage.WAITING
    assert step.review.held_by(COACH, later(901))
    assert only_letter(step.review).text == ""
    assert RemovePaper(paper=LETTER) in step.effects


def test_deleting_feedback_takes_the_review_from_nobody_who_has_claimed_it_since() -> None:
    review = advance(a_review(letters=(a_letter(),)), Claimed(coach=OTHER, at=later(900))).review

    deleted = advance(review, LetterDeleted(message=MessageId(8001), at=later(960))).review

    assert deleted.stage is Stage.WAITING
    assert deleted.held_by(OTHER, later(961))


def test_feedback_taken_back_from_a_closed_review_is_none_when_it_is_opened_again() -> None:
    closed = a_review(letters=(a_letter(),), stage=Stage.CLOSED, rating=Rating.HELPED)
    emptied = advance(closed, LetterDeleted(message=MessageId(8001), at=later(900))).review

    opened = advance(emptied, Reopened(coach=OTHER, at=later(960))).review

    assert (opened.stage, opened.coach, opened.answered_at, opened.rating) == (Stage.WAITING, None, None, None)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    ("letters", "is_last"),
    [
        ((a_letter(1),), True),
        ((a_letter(1), a_letter(2, state=LetterState.FAILED)), True),
        ((a_letter(1), a_letter(2)), False),
        ((a_letter(1, state=LetterState.HELD), a_letter(2, state=LetterState.HELD)), False),
    ],
)
def test_the_candidate_is_told_that_the_last_feedback_of_what_is_over_was_taken_back(
    stage: Stage, letters: tuple[Letter, ...], is_last: bool
) -> None:
    step = advance(a_review(letters=letters, stage=stage), LetterDeleted(message=MessageId(8001), at=later(900)))

    news = [each.news for each in step.effects if isinstance(each, ShowPaper) and each.news]
    assert news == [NewsKind.TAKEN_BACK] * (is_last and stage in {Stage.CLOSED, Stage.WITHDRAWN})


def test_a_candidate_who_deletes_a_reply_changes_nothing_else() -> None:
    letters = (a_letter(state=LetterState.FAILED, why=Why.REFUSED), a_letter(2, side=Side.CANDIDATE))
    review = a_review(letters=letters, stage=Stage.ANSWERED, coach=COACH, answered_at=later(600))

    deleted = advance(review, LetterDeleted(message=MessageId(8002), at=later(900))).review

    assert (deleted.stage, deleted.claim) == (Stage.ANSWERED, None)


def test_feedback_that_discord_refuses_is_no_feedback_until_it_is_edited() -> None:
    sent = advance(
        a_review(),
        FeedbackWritten(
            coach=COACH, coach_name="Cora", text="Bad word.", source=a_letter().source, reachable=True, at=later(60)
        ),
    ).review
    refused = advance(sent, PaperRefused(paper=LETTER)).review

    assert (refused.stage, only_letter(refused).state) == (Stage.WAITING, LetterState.FAILED)
    edited = advance(refused, LetterEdited(message=MessageId(8001), text="Good word.", files=(), at=later(120)))
    assert (edited.review.stage, edited.review.coach) == (Stage.ANSWERED, COACH)
    assert ShowPaper(paper=LETTER) in edited.effects


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"claim": Claim(coach=OTHER, since=later(60), until=later(3660))}, Why.TAKEN_OVER),
        ({"stage": Stage.CLOSED}, Why.REVIEW_CLOSED),
        ({"stage": Stage.WITHDRAWN}, Why.REVIEW_WITHDRAWN),
    ],
)
def test_refused_feedback_that_is_edited_is_held_where_new_feedback_would_be(changes: dict[str, Any], why: Why) -> None:
    refused = a_review(letters=(a_letter(state=LetterState.FAILED, why=Why.REFUSED),), **changes)

    step = advance(refused, LetterEdited(message=MessageId(8001), text="Good word.", files=(), at=later(900)))

    letter = only_letter(step.review)
    assert (letter.text, letter.state, letter.why) == ("Good word.", LetterState.HELD, why)
    assert (step.review.claim, step.review.stage) == (refused.claim, refused.stage)
    assert step.effects == (ShowPaper(paper=Paper(kind=PaperKind.RECEIPT, number=1)),)


@pytest.mark.parametrize(
    "event",
    [
        FeedbackWritten(coach=COACH, coach_name="Cora", text="Late.", source=None, reachable=True, at=later(900)),
        Reopened(coach=COACH, at=later(900)),
    ],
)
def test_nothing_is_written_where_the_time_to_keep_it_is_over(event: ReviewEvent) -> None:
    erased = advance(a_review(letters=(a_letter(),), stage=Stage.CLOSED), Expired(at=later(800))).review

    with pytest.raises(ReviewErased):
        advance(erased, event)


def test_an_edit_that_changes_nothing_does_nothing() -> None:
    review = a_review(letters=(a_letter(text="Same."),))

    assert advance(review, LetterEdited(message=MessageId(8001), text="Same.", files=(), at=later(900))).effects == ()


def test_nothing_but_spaces_is_no_feedback() -> None:
    event = FeedbackWritten(coach=COACH, coach_name="Cora", text=" \u2800 ", source=None, reachable=True, at=later(60))

    with pytest.raises(NothingToSend):
        advance(a_review(), event)
