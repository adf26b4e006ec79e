"""What follows where a review ends or goes on again."""

from __future__ import annotations

import pytest

from bot.messages import UserId
from bot.review.effects import NewsKind, ReviewEffect, ShowPaper
from bot.review.events import Closed, Reopened, RetryCutOff, ReviewEvent, TimePassed
from bot.review.machine import advance
from bot.review.model import LetterState, Paper, PaperKind, Side, Stage, Why
from bot.review.timing import QUIET
from tests.builders import COACH, NOON, a_letter, a_review, later

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


@pytest.mark.parametrize(
    "ends", [Closed(coach=COACH, reason="", at=later(60)), TimePassed(at=NOON + 2 * QUIET)], ids=["closed", "quiet"]
)
def test_where_a_review_ends_the_first_letter_of_each_coach_loses_the_way_to_try_again(ends: ReviewEvent) -> None:
    step = advance(a_review(letters=LETTERS, stage=Stage.ANSWERED, coach=COACH), ends)

    assert step.review.stage is Stage.CLOSED
    assert feedback_shown(step.effects) == [1, 4]  # the one that is still on its way shows what is true then


def test_opened_again_it_offers_to_try_again_once_more() -> None:
    step = advance(a_review(letters=LETTERS, stage=Stage.CLOSED, coach=COACH), Reopened(coach=COACH, at=later(60)))

    assert step.review.stage is Stage.ANSWERED
    assert feedback_shown(step.effects) == [1, 4]


def test_who_is_cut_off_while_trying_again_is_told() -> None:
    step = advance(a_review(letters=LETTERS, stage=Stage.CLOSED, coach=COACH), RetryCutOff())

    (told,) = step.effects
    assert isinstance(told, ShowPaper)
    assert (told.paper, told.news) == (Paper(kind=PaperKind.NEWS, number=1), NewsKind.RETRY_OVER)
