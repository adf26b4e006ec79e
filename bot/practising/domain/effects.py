"""The effects of reminders: what is to be written to a candidate who practises by a plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfDue:
    """Tell the candidate that something is due today."""

    questions: int
    minutes: int
    """How long these questions take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRemindersEnded:
    """Tell the candidate that there are no more reminders, because they ignored the last ones."""


ReminderEffect = RemindOfDue | TellRemindersEnded
