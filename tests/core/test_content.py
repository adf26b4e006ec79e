"""What people write: whether there is anything to see of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.content import has_something_to_see, storable

NOTHING = {
    "empty": "",
    "white space": " \t\n\u00a0\u3000",
    "zero width space": "\u200b",
    "word joiner": "\u2060\u2060",
    "soft hyphen": "\u00ad",
    "Hangul filler": "\u3164",
    "Hangul choseong filler": "\u115f \u115f",
    "halfwidth Hangul filler": "\uffa0",
    "empty Braille": "\u2800",
    "musical null notehead": "\U0001d159",
    "variation selector": "\ufe0f",
    "right-to-left override": "\u202e\u202e",
    "isolates": "\u2066\u2069",
    "tags": "\U000e0041\U000e007f",
    "combining marks": "\u0301\u0489",
    "control characters": "\x00\x07",
    "Egyptian blanks": "\U00013441\U00013442",
    "no characters": "\ufdd0\ufffe\uffff\U0001ffff\U0010fffe",
    "reserved for what shows nothing": "\u2065\ufff0\U000e0fff",
}
SOMETHING = [
    "a",
    "0",
    "?",
    "$",
    "é",
    "ё",
    "שלום",
    "नमस्ते",
    "한",
    "\u202ea",
    "\N{THUMBS UP SIGN}",
    "1\ufe0f\u20e3",
    "🏳️‍🌈",
    "\U0001fae9",  # an emoji of Unicode 16, which Python 3.11 does not know
    "\N{REPLACEMENT CHARACTER}",
]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_shows_nothing(text: str) -> None:
    assert not has_something_to_see(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_what_shows_something(text: str) -> None:
    assert has_something_to_see(text)


@given(st.text(st.characters(blacklist_categories=())))
def test_whatever_is_storable_has_a_place_for_every_character_and_can_be_encoded(text: str) -> None:
    kept = storable(text)

    assert len(kept) == len(text)
    assert "\0" not in kept
    assert kept.encode().decode() == kept == storable(kept)
    assert all(new in {old, "\N{REPLACEMENT CHARACTER}"} for old, new in zip(text, kept, strict=True))


def test_all_that_can_be_stored_is_kept_as_it_is() -> None:
    odd = "\x01\x1b\x7f\x85\x9f\ue000\ufdd0\ufffe\uffff\U000e0041\U0010ffff\u202e\ufeff🏳️‍🌈"

    assert storable(odd) == odd
    assert storable("a\0b\ud83dc\udc00d") == "a\ufffdb\ufffdc\ufffdd"
