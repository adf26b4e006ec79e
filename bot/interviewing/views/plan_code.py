"""Packs the options of a `/mock` into the id of a button, and unpacks them again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.banks.format.model import Difficulty
from bot.interviewing.domain.model import Mode, Order
from bot.interviewing.domain.plan import MOST_FOLLOW_UPS, Plan
from bot.interviewing.views.custom_ids import INTERVIEW_IDS

_ORDERS = {"u": Order.UNSEEN_FIRST, "i": Order.IN_ORDER, "s": Order.SHUFFLED}
_MODES = {"p": Mode.PRACTICE, "l": Mode.LIVE}
_DIFFICULTIES = {"": None, "e": Difficulty.EASY, "m": Difficulty.MEDIUM, "h": Difficulty.HARD}

_SLUG = r"[a-z0-9-]"
_CODE = (
    rf"(?P<bank>{_SLUG}{{0,40}}):(?P<questions>[0-9]{{0,4}}):(?P<order>[uis])(?P<mode>[pl])(?P<difficulty>[emh]?)"
    rf"(?P<follow_ups>[0-{MOST_FOLLOW_UPS}]?)"
    rf":(?P<topic>{_SLUG}{{0,24}}):(?P<start>[0-9]{{0,4}})"
)


def plan_id(action: str, plan: Plan) -> str:
    """The id of a button that carries a plan: at most 100 characters, by the limits in `bot.banks.format.model`."""
    order = _code_of(_ORDERS, plan.order)
    mode = _code_of(_MODES, plan.mode)
    difficulty = _code_of(_DIFFICULTIES, plan.difficulty)
    questions = "" if plan.questions is None else plan.questions
    start = "" if plan.start is None else plan.start
    follow_ups = "" if plan.follow_ups is None else plan.follow_ups
    how = f"{order}{mode}{difficulty}{follow_ups}"
    return f"{INTERVIEW_IDS}:{action}:{plan.bank}:{questions}:{how}:{plan.topic or ''}:{start}"


def plan_template(action: str) -> str:
    """The pattern that fits every id of this action, and no other."""
    return rf"{INTERVIEW_IDS}:{action}:{_CODE}"


def plan_of(match: re.Match[str], *, bank: str | None = None) -> Plan:
    """The plan in a pressed button's id; `bank` is the one that was chosen in a menu, if there was a menu."""
    return Plan(
        bank=bank or match["bank"],
        questions=int(match["questions"]) if match["questions"] else None,
        order=_ORDERS[match["order"]],
        mode=_MODES[match["mode"]],
        difficulty=_DIFFICULTIES[match["difficulty"]],
        topic=match["topic"] or None,
        start=int(match["start"]) if match["start"] else None,
        follow_ups=int(match["follow_ups"]) if match["follow_ups"] else None,
    )


def _code_of(codes: Mapping[str, object], value: object) -> str:
    return next(code for code, meaning in codes.items() if meaning == value)
