"""How long Discord and the bot wait for an answer: seconds pass quickly on a busy machine.

In tests marked as `hurried` both wait as long as they do outside tests, elsewhere longer than any answer takes.
"""

from __future__ import annotations

import pytest

from bot.services import arrivals, requests
from bot.ui import replies
from playground.bell import PATIENCE
from playground.server import Playground

IMPATIENT = (replies, requests, arrivals)
"""Modules of the bot with a `PATIENCE`."""


def is_hurried(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("hurried") is not None


def let_discord_wait(playground: Playground) -> None:
    playground.services.interactions.first_response = 2 * PATIENCE


def let_the_bot_wait(patch: pytest.MonkeyPatch) -> None:
    for each in IMPATIENT:
        patch.setattr(each, "PATIENCE", PATIENCE)
