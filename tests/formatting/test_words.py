"""What is shortened ends in an ellipsis after a whole word, and after nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formatting.words import shortened


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short enough.", 13, "short enough."),
        ("They go on typing. What now?", 20, "They go on typing…"),
        ("Who is involved, and who pays?", 18, "Who is involved…"),
        ('A director says "do it", and goes.', 26, 'A director says "do it"…'),
        ("One — and two — and three", 15, "One — and two…"),
        ("incomprehensibilities", 10, "incompreh…"),
        ("." * 20, 10, "…"),
    ],
)
def test_no_punctuation_stands_before_the_ellipsis(text: str, limit: int, shown: str) -> None:
    assert shortened(text, limit) == shown


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_it_is_never_longer_than_it_may_be(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit
