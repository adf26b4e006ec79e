"""Says in SQL which rows are past their time."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from bot.core.content import first_id_at
from bot.reviewing.domain.model import Stage
from bot.storage.schema.interviews import ParcelState, candidates, interviews, is_in, outbox, parts
from bot.storage.schema.reviews import IS_RUNNING, attempts, reviews, servers
from bot.storage.schema.sharing import shared_answers, shared_versions


def is_old_review(before: datetime) -> ColumnElement[bool]:
    """True for a review without words, for which nothing waits that could still be sent."""
    waits = exists().where(outbox.c.review_id == reviews.c.id, is_in(ParcelState.WAITING))
    is_cut_off = exists().where(servers.c.id == reviews.c.server, servers.c.emptied_at.is_not(None))
    return and_(
        reviews.c.erased, reviews.c.active_at < before, reviews.c.stage != Stage.WAITING, or_(~waits, is_cut_off)
    )


def is_old_interview(before: datetime, *, reviews_before: datetime | None = None) -> ColumnElement[bool]:
    """True for an interview of somebody who has been away since then.

    One with a review stays; with `reviews_before`, unless it is so old that it goes first.
    """
    stays = true() if reviews_before is None else ~is_old_review(reviews_before)
    is_away = select(candidates.c.id).where(candidates.c.active_on < before.date()).scalar_subquery()
    return and_(
        interviews.c.candidate_id.in_(is_away),
        interviews.c.started_at < before,
        or_(interviews.c.ended_at.is_(None), interviews.c.ended_at < before),
        ~exists().where(parts.c.interview_id == interviews.c.id, parts.c.message_id >= first_id_at(before)),
        ~exists().where(attempts.c.interview_id == interviews.c.id, attempts.c.review_id == reviews.c.id, stays),
    )


def has_nothing(before: datetime, *, reviews_before: datetime | None = None) -> ColumnElement[bool]:
    """True for candidates who have been away since then, and have no interview and no review.

    With `reviews_before` those do not count that go first. Without, whoever shares something stays until it is
    withdrawn and its card says so: nobody would know of the card once they are gone.
    """
    if reviews_before is None:
        return and_(_is_away_with_nothing(before), ~_is_shown_to_coaches())
    return _is_away_with_nothing(before, reviews_before=reviews_before)


def is_shared_by_nobody(before: datetime) -> ColumnElement[bool]:
    """True for shared answers, not withdrawn, of candidates who would go if they did not share."""
    writers = select(candidates.c.id).where(_is_away_with_nothing(before)).scalar_subquery()
    return and_(shared_answers.c.candidate_id.in_(writers), _has_versions())


def _is_shown_to_coaches() -> ColumnElement[bool]:
    """True for candidates who share something, or of whom a card is still to be changed."""
    card_waits = exists().where(
        outbox.c.share_id == shared_answers.c.id, outbox.c.destination.like("share:%"), is_in(ParcelState.WAITING)
    )
    return exists().where(shared_answers.c.candidate_id == candidates.c.id, or_(_has_versions(), card_waits))


def _has_versions() -> ColumnElement[bool]:
    return exists().where(shared_versions.c.share_id == shared_answers.c.id)


def _is_away_with_nothing(before: datetime, *, reviews_before: datetime | None = None) -> ColumnElement[bool]:
    gone_first = false() if reviews_before is None else is_old_interview(before, reviews_before=reviews_before)
    goes_first = false() if reviews_before is None else is_old_review(reviews_before)
    return and_(
        candidates.c.active_on < before.date(),
        ~exists().where(interviews.c.candidate_id == candidates.c.id, ~gone_first),
        ~exists().where(reviews.c.candidate_id == candidates.c.id, ~goes_first),
    )


def has_left(before: datetime) -> ColumnElement[bool]:
    """True for servers that removed the bot before then, and have no running review."""
    return and_(
        servers.c.removed_at < before,
        servers.c.emptied_at.is_(None),
        ~exists().where(reviews.c.server == servers.c.id, IS_RUNNING),
    )


def is_unused_since(day: date) -> ColumnElement[bool]:
    """True for candidates who have not used the bot after that day."""
    return candidates.c.active_on <= day
