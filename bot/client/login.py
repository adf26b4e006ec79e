"""Reasons why Discord does not let the bot in that only the operator can remove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord


class TokenRefused(Exception):
    """Discord does not know the token, or there is none."""


class IntentRefused(Exception):
    """The bot asks for a privileged intent that is switched off at Discord."""


@contextmanager
def refusals_translated() -> Iterator[None]:
    """Raise TokenRefused or IntentRefused instead of discord.py's errors."""
    try:
        yield
    except discord.LoginFailure as error:
        raise TokenRefused(str(error)) from error
    except discord.PrivilegedIntentsRequired as error:
        raise IntentRefused(str(error)) from error
