"""When answers are deleted, and when their candidate is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.usecases.process import AGES

DAY = timedelta(days=1)
LAST = date(2026, 1, 1)


@pytest.mark.parametrize(("answers", "first"), [(730, 365), (3650, 365), (395, 365), (380, 350), (90, 60)])
def test_the_first_notice_comes_a_month_before_the_end_at_the_latest(answers: int, first: int) -> None:
    ages = replace(AGES, answers=answers * DAY)

    assert not ages.notice_due(LAST, None, LAST + (first - 1) * DAY)
    assert ages.notice_due(LAST, None, LAST + first * DAY)
    assert ages.deleted_on(LAST) - (LAST + first * DAY) > 30 * DAY


def test_another_one_comes_each_year_and_none_when_it_is_too_late() -> None:
    ages = replace(AGES, answers=1000 * DAY)
    told = LAST + 365 * DAY

    assert not ages.notice_due(LAST, told, told + 364 * DAY)
    assert ages.notice_due(LAST, told, told + 365 * DAY)
    assert not ages.notice_due(LAST, told, ages.deleted_on(LAST))
    assert ages.notice_due(told + DAY, told, told + 366 * DAY), "that was before they came back"


def test_no_review_outlives_the_answers() -> None:
    ages = replace(AGES, answers=100 * DAY)

    assert ages.reviews == 100 * DAY
    assert ages.words_of_review(30 * DAY) == 30 * DAY
    assert ages.words_of_review(500 * DAY) == 100 * DAY
