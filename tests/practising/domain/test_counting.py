"""Which rating of an attempt counts for spacing."""

from __future__ import annotations

import pytest

from bot.interviewing.domain.rating import Rating
from bot.practising.domain.counting import Evidence, counted_rating
from bot.reviewing.domain.model import Grade


@pytest.mark.parametrize(
    ("evidence", "counted"),
    [
        (Evidence(), Rating.SOLID),
        (Evidence(hints=1), Rating.SHAKY),
        (Evidence(ticked=1, key_points=4), Rating.SHAKY),
        (Evidence(ticked=2, key_points=4), Rating.SOLID),
        (Evidence(ticked=0, key_points=0), Rating.SOLID),
    ],
)
def test_never_rated_is_solid_alone_and_shaky_with_help(evidence: Evidence, counted: Rating) -> None:
    assert counted_rating(evidence) is counted


@pytest.mark.parametrize("rating", Rating)
def test_the_own_rating_counts_whatever_was_ticked(rating: Rating) -> None:
    assert counted_rating(Evidence(rating=rating, ticked=0, key_points=4, hints=3)) is rating


@pytest.mark.parametrize(
    ("grade", "counted"),
    [
        (Grade.STRONG, Rating.EASY),
        (Grade.GOOD, Rating.SOLID),
        (Grade.MIXED, Rating.SHAKY),
        (Grade.NOT_YET, Rating.STUCK),
    ],
)
@pytest.mark.parametrize("own", [None, *Rating])
def test_a_coachs_grade_outranks_the_own_rating(grade: Grade, counted: Rating, own: Rating | None) -> None:
    assert counted_rating(Evidence(rating=own, grade=grade, covered=1, key_points=5)) is counted


@pytest.mark.parametrize(("covered", "counted"), [(1, Rating.SHAKY), (2, Rating.SOLID), (4, Rating.SOLID)])
def test_key_points_of_a_coach_without_a_grade_outrank_it_too(covered: int, counted: Rating) -> None:
    assert counted_rating(Evidence(rating=Rating.EASY, covered=covered, key_points=4)) is counted


@pytest.mark.parametrize("said", [Evidence(), Evidence(rating=Rating.EASY), Evidence(grade=Grade.STRONG)])
def test_examples_seen_before_make_it_shaky_at_best(said: Evidence) -> None:
    seen = Evidence(rating=said.rating, grade=said.grade, assisted=True)

    assert counted_rating(seen) is Rating.SHAKY


def test_examples_seen_before_make_nothing_better() -> None:
    assert counted_rating(Evidence(rating=Rating.STUCK, assisted=True)) is Rating.STUCK
