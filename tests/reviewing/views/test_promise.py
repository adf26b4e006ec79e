"""The promise says what was measured, and never sounds better than that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.formatting.durations import duration
from bot.reviewing.domain.promise import Promise
from bot.reviewing.views.promise import promise_sentence
from tests.reviewing.views.builders import TEXTS

DAY = timedelta(hours=24)


def test_the_figures_are_told() -> None:
    promise = Promise(goal=DAY, within=18, total=20, median=timedelta(hours=5, minutes=10))

    assert promise_sentence(promise, TEXTS, locale="en", goal=DAY) == (
        "Of the last 20 answers, half got feedback within 6 hours, and 18 within 24 hours."
    )


def test_a_median_that_is_not_known_is_not_told() -> None:
    promise = Promise(goal=DAY, within=4, total=12, median=None)

    assert promise_sentence(promise, TEXTS, locale="en", goal=DAY) == (
        "Of the last 12 answers, 4 got feedback within 24 hours."
    )


def test_without_figures_only_the_aim_is_told() -> None:
    assert promise_sentence(None, TEXTS, locale="en", goal=timedelta(hours=48)) == (
        "No track record yet. The coaches aim to answer within 48 hours."
    )


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(minutes=60), "1 hour"),
        (timedelta(minutes=61), "2 hours"),
        (timedelta(hours=48), "48 hours"),
        (timedelta(hours=49), "3 days"),
        (timedelta(days=7), "7 days"),
    ],
)
def test_a_duration_is_rounded_up(time: timedelta, words: str) -> None:
    assert duration(time, TEXTS, locale="en") == words
