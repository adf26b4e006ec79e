"""The messages that remind candidates of what is due."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.formatting.pages import Say
from bot.outbound.draft import Button, ButtonStyle, Draft
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.effects import ReminderEffect, RemindOfDue, TellOfAbsence
from bot.practising.domain.local_days import local_date
from bot.practising.domain.reminding import Reminder, zone_of
from bot.practising.views.calendar import date_words, hour_words
from bot.practising.views.custom_ids import ReminderAction, reminder_action_id
from bot.text.texts import Texts


class ReminderMessages:
    """Implements `ReminderComposer`."""

    def __init__(self, texts: Texts, *, export: Callable[[Say], Button]) -> None:
        """`export` makes the button with which somebody takes their answers with them."""
        self._texts = texts
        self._export = export

    def compose(self, effect: ReminderEffect, reminder: Reminder, *, locale: str) -> Draft:
        say: Say = partial(self._texts, locale=locale)

        def button(action: ReminderAction, label: str, style: ButtonStyle = ButtonStyle.SECONDARY) -> Button:
            return Button(label=say(label), custom_id=reminder_action_id(action, reminder.id), style=style)

        if isinstance(effect, TellOfAbsence):
            since, until = date_words(effect.since, say), date_words(effect.until, say)
            notice = say("away-notice", since=since, until=until)
            return Draft(content=notice, rows=((self._export(say), button(ReminderAction.OFF, "button-reminder-off")),))
        if not isinstance(effect, RemindOfDue):
            change = button(ReminderAction.CHANGE, "button-change-plan")
            return Draft(content=say("reminder-ended"), rows=((change,),))
        buttons = (
            button(ReminderAction.START, "button-reminder-start", ButtonStyle.PRIMARY),
            button(ReminderAction.LATER, "button-reminder-later"),
            button(ReminderAction.OFF, "button-reminder-off"),
        )
        due = say("reminder-due", questions=effect.questions, minutes=effect.minutes)
        return Draft(content=due, rows=(buttons,))


def not_today(plan: CandidatePlan, texts: Texts, *, locale: str) -> Draft:
    """What stands in place of a reminder after *Not today*."""
    say: Say = partial(texts, locale=locale)
    if plan.remind_at is None or plan.reminder_hour is None:
        return Draft(content=say("reminder-later-off"))
    day = local_date(plan.remind_at, zone_of(plan))
    return Draft(content=say("reminder-later", date=date_words(day, say), hour=hour_words(plan.reminder_hour, say)))
