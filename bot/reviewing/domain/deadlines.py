"""Decides what falls due with time: lapsed claims, reminders, the news of a delay, closing after a quiet time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.reviewing.domain import ending
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.effects import Audience, NewsKind, NoticeKind, Remind
from bot.reviewing.domain.model import Review, Stage
from bot.reviewing.domain.step import UPDATE_CARD, UPDATE_STATUS, ReviewStep, notify_thread, tell_candidate

COACHES_AT = 1 / 2
"""The share of the goal after which the coach role is pinged, if nobody has claimed the review."""
LEADS_AT = 5 / 6
CLOSED_AFTER_QUIET = timedelta(days=14)
"""After this time without a comment or an attempt, an answered review without a claim is closed: Discord limits the
active threads of a server."""


def pass_time(review: Review, at: datetime) -> ReviewStep:
    """Do what is due by `at`, each thing once. Safe to call twice."""
    step = ReviewStep(review=review)
    claim = review.claim
    if claim is not None and claim.until <= at:
        step = ReviewStep(review=replace(review, claim=None), effects=(UPDATE_CARD, UPDATE_STATUS))
        if review.stage is Stage.WAITING and not claim.by_form:
            step = step.then(notify_thread(step.review, NoticeKind.LAPSED, person=claim.coach))
    if review.stage is Stage.ANSWERED and step.review.claim is None and _quiet_at(review) <= at:
        return step.then(ending.close_quietly(step.review, at))
    since = waits_since(review)
    if since is None:
        return step
    if not review.coaches_pinged and step.review.claim is None and at >= _coaches_at(review, since):
        pinged = replace(step.review, coaches_pinged=True)
        step = step.then(ReviewStep(review=pinged, effects=(Remind(audience=Audience.COACHES),)))
    if not review.leads_pinged and at >= _leads_at(review, since):
        pinged = replace(step.review, leads_pinged=True)
        step = step.then(ReviewStep(review=pinged, effects=(Remind(audience=Audience.LEADS),)))
    if not review.told_late and at >= since + review.goal:
        step = step.then(tell_candidate(replace(step.review, told_late=True), NewsKind.LATE))
    return step


def wakes_at(review: Review) -> datetime | None:
    """When something falls due next; None if never."""
    times: list[datetime] = []
    if review.claim is not None:
        times.append(review.claim.until)
    if review.stage is Stage.ANSWERED and review.claim is None:
        times.append(_quiet_at(review))
    since = waits_since(review)
    if since is not None:
        if not review.coaches_pinged and review.claim is None:
            times.append(_coaches_at(review, since))
        if not review.leads_pinged:
            times.append(_leads_at(review, since))
        if not review.told_late:
            times.append(since + review.goal)
    return min(times, default=None)


def _coaches_at(review: Review, since: datetime) -> datetime:
    return since + _share(review.goal, COACHES_AT)


def _leads_at(review: Review, since: datetime) -> datetime:
    return since + _share(review.goal, LEADS_AT)


def _quiet_at(review: Review) -> datetime:
    written = [each.written_at for each in review.comments] + [each.sent_at for each in review.attempts]
    return max([review.sent_at, *written]) + CLOSED_AFTER_QUIET


def _share(goal: timedelta, share: float) -> timedelta:
    return timedelta(seconds=goal.total_seconds() * share)
