"""What people write: whether there is anything to see of it."""

from __future__ import annotations

import pytest

from bot.core.content import has_something_to_see

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
]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_shows_nothing(text: str) -> None:
    assert not has_something_to_see(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_what_shows_something(text: str) -> None:
    assert has_something_to_see(text)
