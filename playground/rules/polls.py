"""Gives a poll the form in which messages carry it."""

from __future__ import annotations

from playground.world.ids import iso
from playground.world.model import Json


def kept_poll(asked: Json, now: float) -> Json:
    """A poll that is open for the hours asked for (a day, if none are)."""
    answers = [
        {"answer_id": number, "poll_media": each.get("poll_media", {})}
        for number, each in enumerate(asked.get("answers", []), start=1)
    ]
    return {
        "question": asked.get("question", {}),
        "answers": answers,
        "expiry": iso(now + 3600 * (asked.get("duration") or 24)),
        "allow_multiselect": bool(asked.get("allow_multiselect")),
        "layout_type": 1,
        "results": {"answer_counts": [], "is_finalized": False},
    }
