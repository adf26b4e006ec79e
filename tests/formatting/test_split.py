"""Nothing is lost and nothing is too long when text is split."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formatting.split import length, split

LIMIT = 2000


@pytest.mark.parametrize("size", [0, 1, 1999, 2000, 2001, 4000, 6000, 20_000])
def test_plain_text_of_any_length_is_kept_whole(size: int) -> None:
    text = ("word and another. " * 2000)[:size]

    pieces = split(text, LIMIT)

    assert "".join(pieces) == text
    assert all(length(piece) <= LIMIT for piece in pieces)


def test_what_fits_stays_one_piece() -> None:
    assert split("x" * LIMIT, LIMIT) == ["x" * LIMIT]


def test_a_cut_is_made_after_a_paragraph_where_there_is_one() -> None:
    text = "a" * 1500 + "\n\n" + "b" * 1500

    assert split(text, LIMIT) == ["a" * 1500 + "\n\n", "b" * 1500]


def test_words_are_not_cut_in_two_where_there_is_a_space() -> None:
    pieces = split("word " * 1000, LIMIT)

    assert all(piece.endswith(" ") for piece in pieces)


def test_an_emoji_of_several_code_points_stays_in_one_piece() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    text = "x" * 1990 + family + "x" * 100

    pieces = split(text, LIMIT)

    assert "".join(pieces) == text
    assert any(family in piece for piece in pieces)


def test_characters_that_may_count_twice_do() -> None:
    pieces = split("😀" * 1500, LIMIT)

    assert all(len(piece) <= LIMIT // 2 for piece in pieces)


def test_a_code_block_that_is_cut_is_closed_and_opened_again() -> None:
    code = "\n".join(f"line({number})" for number in range(400))
    pieces = split(f"Look:\n```python\n{code}\n```\nDone.", LIMIT)

    assert len(pieces) > 1
    assert all(piece.count("```") % 2 == 0 for piece in pieces)
    assert all(piece.startswith("```python\n") for piece in pieces[1:])
    assert re.findall(r"line\((\d+)\)", "".join(pieces)) == [str(number) for number in range(400)]


@given(
    st.text(alphabet=st.sampled_from("ab \n`.é😀\u200d\u0301"), max_size=3000) | st.text(max_size=3000),
    st.integers(60, 300),
)
def test_no_piece_is_too_long_and_no_character_is_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)

    assert all(length(piece) <= limit for piece in pieces)
    if "```" not in text:
        assert "".join(pieces) == text
    else:
        kept = "".join(pieces)
        assert all(kept.count(character) >= text.count(character) for character in set(text))
