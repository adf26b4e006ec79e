"""The names of the formats in which a list of questions may come."""

from __future__ import annotations

from enum import StrEnum


class ListFormat(StrEnum):
    """What a file can be said to be."""

    CSV = "csv"
    """Any table: with commas, semicolons, tabs or bars."""
    JSON = "json"
    """JSON lines, too."""
    YAML = "yaml"
    MARKDOWN = "markdown"
    """Plain text, too."""
    ANKI = "anki"
    ANKI_TEXT = "anki-text"
    GIFT = "gift"
    AIKEN = "aiken"
