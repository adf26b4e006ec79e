"""The ids of the buttons and forms of plans, with all their state: nothing else survives a restart."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.interviewing.views.overview import AGAIN
from bot.practising.domain.reminding import ReminderId

PLAN_IDS = "mp1"
_FORM_IDS = "mp1f"


class PlanAction(StrEnum):
    """What a button about the plan does."""

    CHANGE = "change"
    BANKS = "banks"
    DELETE = "delete"
    """Asks first."""
    DELETE_NOW = "delete_now"
    KEEP = "keep"


class ReminderAction(StrEnum):
    """What a button of a reminder does."""

    START = "remind_start"
    LATER = "remind_later"
    OFF = "remind_off"
    CHANGE = "remind_change"
    """Opens the form for the plan."""


class Portion(StrEnum):
    """Which questions a button starts."""

    DUE = "due"
    SHORT = "short"
    """Those that are due and fit into five minutes."""
    NEW = "new"


class PlanForm(StrEnum):
    """What a form asks for."""

    PLAN = "plan"
    BANKS = "banks"


def plan_action_id(action: PlanAction) -> str:
    return f"{PLAN_IDS}:{action}"


def reminder_action_id(action: ReminderAction, reminder: ReminderId) -> str:
    return f"{PLAN_IDS}:{action}:{reminder}"


def reminder_action_template(action: ReminderAction) -> str:
    """The pattern that fits every id of this action, and no other."""
    return rf"{PLAN_IDS}:{action}:(?P<reminder>[0-9]{{1,19}})"


def portion_id(portion: Portion, action: str = AGAIN) -> str:
    """The id of a button that begins what is due. `action`: as for all buttons that begin an interview."""
    return f"{PLAN_IDS}:{action}:{portion}"


def portion_template(action: str) -> str:
    """The pattern that fits every id of this action, and no other."""
    return rf"{PLAN_IDS}:{action}:(?P<portion>{'|'.join(Portion)})"


def plan_form_id(form: PlanForm, *, token: str) -> str:
    """`token`: at most 32 of A-Z, a-z, 0-9, `-` and `_`, new for each opened form."""
    return f"{_FORM_IDS}:{form}:{token}"


def plan_form_of(custom_id: str) -> PlanForm | None:
    """The form with this id; None if it is none of these."""
    match = re.fullmatch(rf"{_FORM_IDS}:({'|'.join(PlanForm)}):[A-Za-z0-9_-]{{1,32}}", custom_id)
    return None if match is None else PlanForm(match[1])
