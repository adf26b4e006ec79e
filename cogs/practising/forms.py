"""The forms in which a candidate fills in their plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

import discord

from bot.banks.format.listing import Listing
from bot.client.form_values import FormField, Values, text_in
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES
from bot.formatting.pages import Say
from bot.formatting.words import shortened
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.weekdays import WEEKDAY_NAMES
from bot.practising.usecases.plans import TypedPlan
from bot.practising.views.calendar import hour_words
from bot.practising.views.custom_ids import PlanForm, plan_form_id
from bot.text.texts import Texts
from cogs.practising.suggestions import NONE
from cogs.reviewing.forms import Form

_LONGEST_DATE = 40
_LONGEST_MINUTES = 10
_LONGEST_ZONE = 60


def plan_form(plan: CandidatePlan, texts: Texts, *, locale: str, token: str) -> Form:
    """Asks for everything but the banks; what is chosen already is filled in."""
    say: Say = partial(texts, locale=locale)
    day = plan.practice.interview_on
    return Form(
        _labelled(
            say("form-plan-date"),
            _line(FormField.DATE, _LONGEST_DATE, default="" if day is None else day.isoformat()),
            say("form-plan-date-more"),
        ),
        _labelled(
            say("form-plan-minutes"),
            _line(FormField.MINUTES, _LONGEST_MINUTES, default=str(plan.practice.minutes_a_day)),
        ),
        _labelled(say("form-plan-days"), _weekdays(plan.practice.weekdays, say)),
        _labelled(
            say("form-plan-zone"),
            _line(FormField.ZONE, _LONGEST_ZONE, default=plan.zone or ""),
            say("form-plan-zone-more"),
        ),
        _labelled(say("form-plan-hour"), _hours(plan.reminder_hour, say), say("form-plan-hour-more")),
        title=say("form-plan-title"),
        custom_id=plan_form_id(PlanForm.PLAN, token=token),
    )


def banks_form(offered: Sequence[Listing], chosen: Collection[str], texts: Texts, *, locale: str, token: str) -> Form:
    """Asks which banks to practise. A menu has no more than `CHOICES`; `/plan banks` finds all of them."""
    say: Say = partial(texts, locale=locale)
    shown = sorted(offered, key=lambda each: each.slug not in chosen)[:CHOICES]
    menu = discord.ui.Select[Any](
        custom_id=FormField.BANKS,
        required=False,
        min_values=0,
        max_values=min(MOST_BANKS_CHOSEN, len(shown)),
        options=[
            discord.SelectOption(
                label=shortened(each.title, CHOICE_LABEL), value=each.slug, default=each.slug in chosen
            )
            for each in shown
        ],
    )
    return Form(
        _labelled(say("form-banks"), menu, say("form-banks-more")),
        title=say("form-banks-title"),
        custom_id=plan_form_id(PlanForm.BANKS, token=token),
    )


def typed_in(values: Values) -> TypedPlan:
    """What was filled into the form for the plan. An empty date is none; all else that is empty stays as it was."""
    days = values.get(FormField.DAYS)
    chosen = {int(each) for each in days if each in _DAY_VALUES} if isinstance(days, list) else set()
    return TypedPlan(
        date=text_in(values, FormField.DATE) or NONE,
        minutes=text_in(values, FormField.MINUTES),
        days=", ".join(WEEKDAY_NAMES[day] for day in sorted(chosen)),
        zone=text_in(values, FormField.ZONE),
        reminder=text_in(values, FormField.HOUR),
    )


def banks_in(values: Values) -> Sequence[str]:
    """The slugs chosen in the form for banks, which somebody may have made up."""
    chosen = values.get(FormField.BANKS)
    return chosen if isinstance(chosen, list) else []


_DAY_VALUES = {str(day) for day in range(7)}


def _weekdays(chosen: Collection[int], say: Say) -> discord.ui.CheckboxGroup[Any]:
    group = discord.ui.CheckboxGroup[Any](custom_id=FormField.DAYS, required=True, min_values=1, max_values=7)
    for day in range(7):
        group.add_option(label=say("weekday-name", weekday=day + 1), value=str(day), default=day in chosen)
    return group


def _hours(chosen: int | None, say: Say) -> discord.ui.Select[Any]:
    none = discord.SelectOption(label=say("form-plan-hour-none"), value=NONE, default=chosen is None)
    hours = [
        discord.SelectOption(label=hour_words(hour, say), value=str(hour), default=hour == chosen) for hour in range(24)
    ]
    return discord.ui.Select(custom_id=FormField.HOUR, required=True, options=[none, *hours])


def _line(field: FormField, longest: int, *, default: str) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(custom_id=field, required=False, max_length=longest, default=default or None)


def _labelled(text: str, component: discord.ui.Item[Any], more: str | None = None) -> discord.ui.Label[Any]:
    return discord.ui.Label(text=text, description=more, component=component)
