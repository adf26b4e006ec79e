"""Turns effects of reminders into parcels."""

from __future__ import annotations

from datetime import datetime

from bot.outbound.outbox import NewParcel, ParcelKind, dm_of
from bot.practising.domain.effects import ReminderEffect
from bot.practising.domain.reminding import Reminder

REMINDER = ParcelKind("reminder")


def reminder_parcel(reminder: Reminder, effect: ReminderEffect, *, due_at: datetime) -> NewParcel:
    return NewParcel(
        kind=REMINDER,
        subject=reminder.id,
        effect=effect,
        candidate=reminder.candidate,
        destination=dm_of(reminder.candidate),
        cause=f"reminder:{reminder.id}",
        due_at=due_at,
    )
