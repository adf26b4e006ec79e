"""Decides when a candidate is reminded of what is due, and when reminders end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from typing import NewType
from zoneinfo import ZoneInfo

from bot.core.content import UserId, moment_of_id
from bot.interviewing.domain.model import Interview
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.local_days import local_date, moment_of

ReminderId = NewType("ReminderId", int)

MOST_IGNORED = 3
"""After so many reminders in a row that were ignored there are no more."""
STILL_PRACTISING = timedelta(hours=1)
"""Who has done something in a live interview this recently is practising."""
_DAYS_LOOKED_AT = 15
"""Two weeks have each day of the week twice, should a zone skip one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What a candidate is told on one of their days; there is one for each day at most."""

    id: ReminderId
    candidate: UserId
    on: date
    """The day in the zone that the candidate had then."""
    until: datetime
    """It is not sent after this time."""
    sent: bool = False
    """True once it has reached the candidate."""
    heeded: bool = False
    """True once the candidate has pressed one of its buttons, or has changed their plan since."""


class Reminding(Enum):
    """What is to be done when the time for a reminder has come."""

    REMINDER = auto()
    """If something is due."""
    END = auto()
    """The last reminders were ignored, so there are no more."""


def zone_of(plan: CandidatePlan | None) -> ZoneInfo:
    """The zone by which the candidate's days are counted."""
    return ZoneInfo("UTC" if plan is None or plan.zone is None else plan.zone)


def next_reminder(plan: CandidatePlan, *, after: datetime, reminded: Collection[date]) -> datetime | None:
    """The first moment after `after` at which the plan wants a reminder; None if it wants none.

    It is on a practice day after the days `reminded`, whichever zone the candidate was in then, and not after the day
    of the interview. Who has crossed the date line since has an earlier day once more.
    """
    if plan.reminder_hour is None or plan.zone is None:
        return None
    zone = zone_of(plan)
    today = local_date(after, zone)
    last = plan.practice.interview_on or date.max
    latest = max(reminded, default=date.min)
    for ahead in range(_DAYS_LOOKED_AT):
        day = today + timedelta(days=ahead)
        if day > last:
            return None
        if day.weekday() not in plan.practice.weekdays or day <= latest:
            continue
        moment = moment_of(day, plan.reminder_hour, zone)
        if moment is not None and moment > after:
            return moment
    return None


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a local day is over, also where a zone skips the next one."""
    following = (moment_of(day + timedelta(days=ahead), 0, zone) for ahead in (1, 2))
    return next(each for each in following if each is not None)


def reminding_now(last: Sequence[Reminder], *, practised: Collection[date]) -> Reminding:
    """Whether to remind a candidate once more.

    `last`: the reminders before, the latest first. `practised`: the candidate's days on which they answered something.
    """
    ignored = 0
    for each in last:
        if each.heeded or each.on in practised:
            break
        ignored += each.sent
    return Reminding.END if ignored >= MOST_IGNORED else Reminding.REMINDER


def is_practising(live: Interview | None, now: datetime) -> bool:
    """True if the candidate has done something in their live interview a moment ago."""
    return live is not None and now - _last_activity(live) < STILL_PRACTISING


def _last_activity(live: Interview) -> datetime:
    asked = [each.asked_at for each in live.turns]
    shown = [each.panel_sent_at for each in live.turns]
    written = [moment_of_id(part.message_id) for each in live.turns for part in each.parts]
    return max(filter(None, (live.started_at, *asked, *shown, *written)), default=datetime.min.replace(tzinfo=UTC))
