"""Asks an admin before reviews under way move to another channel. The buttons hold all that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

from bot.core.content import ChannelId, RoleId
from bot.formatting import colours
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed
from bot.servers.domain.bounds import DAY, HOUR
from bot.servers.usecases.settings import SetUp, Wanted
from bot.text.texts import Texts

SETUP_IDS = "ms1"
CONFIRM_MOVE = "move"
STAY = "stay"

_NONE = "-"
_MOST = 1_000_000
"""More than any setting may be, and less than makes a duration too long for Python."""
_NUMBERS = ("channel", "coaches", "leads", "goal", "open", "claims", "retention")

T = TypeVar("T")


def move_question(planned: SetUp, wanted: Wanted, texts: Texts, *, locale: str) -> Draft:
    """What moves, what is deleted, and the button that does it."""
    say = partial(texts, locale=locale)
    moving = planned.moving
    channels = {"channel": f"<#{planned.server.review_channel}>", "before": f"<#{planned.moved_from}>"}
    lines = [
        say("move-reviews", moving=moving.reviews, **channels),
        *([say("move-threads", threads=moving.threads)] if moving.threads else []),
        say("move-nothing-yet"),
    ]
    embed = Embed(title=say("move-title", moving=moving.reviews), description="\n".join(lines), colour=colours.HINT)
    confirm = Button(label=say("button-confirm-move"), custom_id=move_id(wanted), style=ButtonStyle.DANGER)
    stay = Button(label=say("button-stay"), custom_id=f"{SETUP_IDS}:{STAY}")
    return Draft(embeds=(embed,), rows=((confirm, stay),))


def move_id(wanted: Wanted) -> str:
    """The id of *Confirm*; at most 90 characters."""
    leads = 0 if wanted.no_lead_role else wanted.lead_role
    numbers = (
        wanted.review_channel,
        wanted.coach_role,
        leads,
        None if wanted.goal is None else wanted.goal // HOUR,
        wanted.open_per_candidate,
        wanted.claims_per_coach,
        None if wanted.retention is None else wanted.retention // DAY,
    )
    return ":".join([SETUP_IDS, CONFIRM_MOVE, *(_NONE if each is None else str(each) for each in numbers)])


def move_template() -> str:
    """The pattern that fits every id of *Confirm*, and no other."""
    return ":".join([SETUP_IDS, CONFIRM_MOVE, *(rf"(?P<{name}>-|[0-9]{{1,19}})" for name in _NUMBERS)])


def stay_template() -> str:
    return f"{SETUP_IDS}:{STAY}"


def wanted_of(numbers: dict[str, int | None]) -> Wanted:
    """What the button asks for. `numbers`: those in its id by their names in the template, None for a dash."""
    leads = numbers["leads"]
    return Wanted(
        review_channel=_made(ChannelId, numbers["channel"]),
        coach_role=_made(RoleId, numbers["coaches"]),
        lead_role=_made(RoleId, leads or None),
        no_lead_role=leads == 0,
        goal=_made(lambda hours: timedelta(hours=min(hours, _MOST)), numbers["goal"]),
        open_per_candidate=numbers["open"],
        claims_per_coach=numbers["claims"],
        retention=_made(lambda days: timedelta(days=min(days, _MOST)), numbers["retention"]),
    )


def _made(kind: Callable[[int], T], number: int | None) -> T | None:
    return None if number is None else kind(number)
