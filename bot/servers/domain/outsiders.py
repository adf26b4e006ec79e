"""Names those who can read a review channel and should not."""

from __future__ import annotations

from collections.abc import Sequence

MOST_LISTED = 5
"""Outsiders who are named; the others are counted, so that a sentence stays one."""


def listed(outsiders: Sequence[str]) -> str:
    """The first few mentions, and how many more there are."""
    more = len(outsiders) - MOST_LISTED
    return ", ".join([*outsiders[:MOST_LISTED], *([f"+{more}"] if more > 0 else [])])
