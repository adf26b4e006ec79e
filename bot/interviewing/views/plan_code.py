"""Packs the options of a `/mock` into the id of a button, and unpacks them again.

One bank is there by its slug. Several have no room for that: each is there by a digest of its slug, which is looked for
among the banks that are offered when the button is pressed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.banks.format.model import Difficulty
from bot.interviewing.domain.errors import BanksGone
from bot.interviewing.domain.model import Mode, Order
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN, MOST_FOLLOW_UPS, Plan
from bot.interviewing.views.custom_ids import INTERVIEW_IDS

_ORDERS = {"u": Order.UNSEEN_FIRST, "i": Order.IN_ORDER, "s": Order.SHUFFLED}
_MODES = {"p": Mode.PRACTICE, "l": Mode.LIVE}
_DIFFICULTIES = {"": None, "e": Difficulty.EASY, "m": Difficulty.MEDIUM, "h": Difficulty.HARD}

_SLUG = r"[a-z0-9-]"
_SEVERAL = "."
"""Begins the digests of several banks; no slug has it."""
_DIGEST = 8
"""Characters, of five bits each."""
_CODE = (
    rf"(?:(?P<bank>{_SLUG}{{0,40}})|\{_SEVERAL}(?P<digests>(?:[a-z2-7]{{{_DIGEST}}}){{2,{MOST_BANKS_CHOSEN}}}))"
    r":(?P<questions>[0-9]{0,4}):(?P<order>[uis])(?P<mode>[pl])(?P<difficulty>[emh]?)"
    rf"(?P<follow_ups>[0-{MOST_FOLLOW_UPS}]?)"
    rf":(?P<topic>{_SLUG}{{0,24}}):(?P<start>[0-9]{{0,4}})"
)


def plan_id(action: str, plan: Plan) -> str:
    """The id of a button that carries a plan: at most 100 characters, by the limits in `bot.banks.format.model`."""
    banks = "".join(plan.banks) if len(plan.banks) <= 1 else _SEVERAL + "".join(map(_digest, plan.banks))
    order = _code_of(_ORDERS, plan.order)
    mode = _code_of(_MODES, plan.mode)
    difficulty = _code_of(_DIFFICULTIES, plan.difficulty)
    questions = "" if plan.questions is None else plan.questions
    start = "" if plan.start is None else plan.start
    follow_ups = "" if plan.follow_ups is None else plan.follow_ups
    how = f"{order}{mode}{difficulty}{follow_ups}"
    return f"{INTERVIEW_IDS}:{action}:{banks}:{questions}:{how}:{plan.topic or ''}:{start}"


def plan_template(action: str) -> str:
    """The pattern that fits every id of this action, and no other."""
    return rf"{INTERVIEW_IDS}:{action}:{_CODE}"


def has_several_banks(match: re.Match[str]) -> bool:
    """True for the id of a button that `plan_of` can only read with the banks that are offered."""
    return match["digests"] is not None


def plan_of(match: re.Match[str], *, banks: Sequence[str] | None = None, offered: Iterable[str] = ()) -> Plan:
    """The plan in a pressed button's id.

    `banks`: those chosen in a menu, if there was a menu. `offered`: the slugs among which several banks are looked for.

    Raises:
        BanksGone: one of several is not offered, or two that are offered may be meant.
    """
    if banks is None:
        banks = _banks_in(match["digests"], offered) if has_several_banks(match) else [match["bank"]]
    return Plan(
        banks=tuple(dict.fromkeys(banks)),
        questions=int(match["questions"]) if match["questions"] else None,
        order=_ORDERS[match["order"]],
        mode=_MODES[match["mode"]],
        difficulty=_DIFFICULTIES[match["difficulty"]],
        topic=match["topic"] or None,
        start=int(match["start"]) if match["start"] else None,
        follow_ups=int(match["follow_ups"]) if match["follow_ups"] else None,
    )


def _banks_in(digests: str, offered: Iterable[str]) -> list[str]:
    there: dict[str, list[str]] = {}
    for slug in offered:
        there.setdefault(_digest(slug), []).append(slug)
    banks = []
    for at in range(0, len(digests), _DIGEST):
        match there.get(digests[at : at + _DIGEST]):
            case [slug]:
                banks.append(slug)
            case _:
                raise BanksGone
    return banks


def _digest(slug: str) -> str:
    return base64.b32encode(hashlib.sha256(slug.encode()).digest()).decode().lower()[:_DIGEST]


def _code_of(codes: Mapping[str, object], value: object) -> str:
    return next(code for code, meaning in codes.items() if meaning == value)
