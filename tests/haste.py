"""How long Discord and the bot wait for an answer: seconds pass quickly on a busy machine.

Only in tests over the wire that are marked as `hurried` they wait as long as outside tests.
"""

from __future__ import annotations

from bot.core.waits import Waits
from playground.server import Playground
from playground.world.bell import PATIENCE

PATIENT = Waits(
    acknowledgement=PATIENCE,
    before_form=PATIENCE / 2,
    reading_again=PATIENCE,
    arrival=PATIENCE,
    membership=PATIENCE,
)
_WAITS_LONG = 2 * PATIENCE


def let_discord_wait(playground: Playground) -> None:
    playground.services.interactions.first_response = _WAITS_LONG


def waits_before(playground: Playground) -> Waits:
    """How long a bot waits before this Discord."""
    return PATIENT if playground.services.interactions.first_response == _WAITS_LONG else Waits()
