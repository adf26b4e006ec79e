"""The effects of reminders: what is to be written to a candidate who practises by a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfDue:
    """Tell the candidate that something is due today."""

    questions: int
    minutes: int
    """How long these questions take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRemindersEnded:
    """Tell the candidate that there are no more reminders, because they ignored the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOfAbsence:
    """Tell the candidate that they have been away for long, and when their answers are deleted."""

    since: date
    """The day on which they last used the bot, in UTC."""
    until: date
    """The day on which their answers are deleted, unless they use the bot before that."""


ReminderEffect = RemindOfDue | TellRemindersEnded | TellOfAbsence
