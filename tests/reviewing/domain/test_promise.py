"""The promise says what was measured, and nothing where too little was."""

from __future__ import annotations

from datetime import timedelta

from bot.reviewing.domain.promise import Past, Promise, promise

GOAL = timedelta(hours=24)
SOON = timedelta(hours=2)


def test_nine_reviews_say_nothing_and_ten_do() -> None:
    nine = Past(answered=5, within=4, missed=4, median=SOON)
    ten = Past(answered=5, within=4, missed=5, median=SOON)

    assert promise(nine, goal=GOAL) is None
    assert promise(ten, goal=GOAL) == Promise(goal=GOAL, within=4, total=10, median=SOON)
