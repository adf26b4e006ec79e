"""How long Discord and the bot wait for an answer: seconds pass quickly on a busy machine.

Only in tests over the wire that are marked as `hurried` they wait as long as outside tests.
"""

from __future__ import annotations

import pytest

from bot.client import replies
from bot.outbound import in_flight as arrivals
from bot.reviewing.usecases import submissions as requests
from playground.bell import PATIENCE
from playground.server import Playground

IMPATIENT = (replies, requests, arrivals)
"""Modules of the bot with a `PATIENCE`."""


def let_discord_wait(playground: Playground) -> None:
    playground.services.interactions.first_response = 2 * PATIENCE


def let_the_bot_wait(patch: pytest.MonkeyPatch) -> None:
    for each in IMPATIENT:
        patch.setattr(each, "PATIENCE", PATIENCE)
