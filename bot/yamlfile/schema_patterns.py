"""Regular expressions for a JSON Schema, in what ECMAScript, Python and Rust have in common."""

from __future__ import annotations

_BLANK = r"\s\u0085"
_LIKE_NOTHING = r"\u0300-\u036f\u200c\u200d\ufe00-\ufe0f"
"""Accents without letters, joiners and variants: allowed, and nothing to see where they stand alone."""
_LINE_ENDS = r"\u0009\u000b-\u000d\u0085\u2028\u2029"
"""Blanks that are unwanted within a text, and taken away around it."""

ONE_LINE = {
    "pattern": rf"^[{_BLANK}]*(?:[^{_BLANK}][^\n]*)?[{_BLANK}]*$",
    "patternErrorMessage": "Has several lines; write one line.",
}
"""For a text that has one line; editors know the message, and other programs ignore it."""

HTTPS = rf"^[{_BLANK}]*https://[^{_BLANK}/?#@]*\.[^{_BLANK}/?#@]*(?:[/?#][!-~]*)?[{_BLANK}]*$"
"""For an address with https and the name of a site."""


def can_be_seen(unwanted: str) -> dict[str, str]:
    """For a text with something to see and none of the `unwanted` characters, given as in a set of a pattern."""
    bad = "".join(_escaped(character) for character in unwanted)
    # Each part begins with what the one before it cannot have: long texts take time in proportion to their length.
    text = rf"^[{_BLANK}{_LIKE_NOTHING}]*[^{_BLANK}{_LIKE_NOTHING}{bad}][^{bad}]*(?:[{_LINE_ENDS}][{_BLANK}]*)?$"
    return {
        "pattern": text,
        "patternErrorMessage": "Is blank, or has an invisible character; write text without one.",
    }


def or_blank(pattern: str) -> str:
    """The pattern for what may also be left blank."""
    return rf"^[{_BLANK}]*$|{pattern}"


def _escaped(character: str) -> str:
    # Only these forms are the same in all three languages: \uXXXX, and beyond U+FFFF the character itself.
    return character if character == "-" or ord(character) > 0xFFFF else f"\\u{ord(character):04x}"
