"""How long Discord and the bot wait for an answer: seconds pass quickly on a busy machine.

Only in tests over the wire that are marked as `hurried` they wait as long as outside tests, or so many times as long.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from bot.core.waits import Waits
from playground.interactions.interactions import FIRST_RESPONSE
from playground.server import Playground
from playground.world.bell import PATIENCE

PATIENT = Waits(
    acknowledgement=PATIENCE,
    before_form=PATIENCE / 2,
    reading_again=PATIENCE,
    arrival=PATIENCE,
    membership=PATIENCE,
    held_back=PATIENCE,
    reconnecting=0.02,
    reconnecting_at_most=0.1,
    next_session=0.02,
)
_WAITS_LONG = 2 * PATIENCE


def let_discord_wait(playground: Playground, seconds: float = _WAITS_LONG) -> None:
    playground.services.interactions.first_response = seconds


def waits_before(playground: Playground) -> Waits:
    """How long a bot waits before this Discord: in proportion, unless that waits long."""
    first_response = playground.services.interactions.first_response
    if first_response == _WAITS_LONG:
        return PATIENT
    times = first_response / FIRST_RESPONSE
    waits = Waits(**{name: seconds * times for name, seconds in asdict(Waits()).items()})
    # Nobody's haste depends on how soon a bot is back whose session has ended.
    return replace(waits, next_session=PATIENT.next_session)
