"""Has the database say how long reviews waited: to read thousands of times would take longer than all the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, case, func, literal, select

from bot.reviewing.domain.promise import Past
from bot.storage.schema.columns import UtcDateTime, milliseconds_between
from bot.storage.schema.reviews import reviews


def waits(now: datetime) -> Select[Any]:
    """For each review the milliseconds until its feedback or, if it has none, until it was over or until now."""
    until = func.coalesce(reviews.c.closed_at, literal(now, UtcDateTime))
    unanswered = case((reviews.c.answered_at.is_(None), milliseconds_between(reviews.c.sent_at, until)))
    answered = milliseconds_between(reviews.c.sent_at, reviews.c.answered_at)
    return select(answered.label("answered"), unanswered.label("unanswered"))


def past_from_rows(rows: Sequence[Row[Any]]) -> Past:
    """What the rows of `waits` say."""
    return Past(
        answered=[timedelta(milliseconds=answered) for row in rows if (answered := row.answered) is not None],
        unanswered=[timedelta(milliseconds=unanswered) for row in rows if (unanswered := row.unanswered) is not None],
    )
