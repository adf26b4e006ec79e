"""Makes the requests that answer interactions: again where that is safe, with one outcome where the answer is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

import aiohttp
import discord

from bot.client.interactions import UNKNOWN_INTERACTION, Interaction

log = logging.getLogger(__name__)

PAUSES = (0.1, 0.4)
"""Seconds before a request is made again: a first answer must come within three in all."""

LOST = (discord.DiscordServerError, aiohttp.ClientError, TimeoutError, OSError)
"""The answer may have arrived or not."""
FAILURES = (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError)
"""Every error with which a request can fail."""
_SESSION_CLOSED = RuntimeError("Session is closed")
"""What aiohttp raises after a shutdown, which waits for answers, but not for ever."""
_NEVER_ARRIVED = (aiohttp.ClientConnectorError,)

Result = TypeVar("Result")


class AnswerLost(Exception):
    """Discord may have the answer or not; whatever is said now might come as the second one."""


async def retried(request: Callable[[], Awaitable[Result]]) -> Result:
    """Make a request that changes nothing if it arrives twice, such as a first answer: Discord takes one of them.

    Raises:
        AnswerLost: it was lost each time, or it is too late to find out.
        discord.HTTPException: Discord refuses it; with ALREADY_ACKNOWLEDGED possibly because it arrived before.
    """
    return await _attempted(request, safe_after=LOST)


async def once(request: Callable[[], Awaitable[Result]]) -> Result:
    """Make a request that would be visible twice; again only if it certainly did not arrive.

    Raises:
        AnswerLost: it may have arrived or not.
        discord.HTTPException: Discord refuses it.
    """
    return await _attempted(request, safe_after=_NEVER_ARRIVED)


def log_lost(interaction: Interaction, error: AnswerLost) -> None:
    """One line, without a traceback: it was not the bot's mistake."""
    log.warning("answer lost", extra={"interaction": interaction.id, "reason": str(error)})


async def _attempted(request: Callable[[], Awaitable[Result]], *, safe_after: tuple[type[Exception], ...]) -> Result:
    pauses = iter(PAUSES)
    may_have_arrived = False
    while True:
        try:
            return await request()
        except discord.HTTPException as error:
            if may_have_arrived and error.code == UNKNOWN_INTERACTION:
                raise AnswerLost(f"code {error.code}") from error
            if error.status < HTTPStatus.INTERNAL_SERVER_ERROR and error.status != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            # discord.py has waited and tried again by then, or a firewall in front of Discord has answered.
            raise AnswerLost(f"HTTP {error.status}") from error
        except RuntimeError as error:
            if error.args != _SESSION_CLOSED.args:
                raise
            raise AnswerLost("closed") from error
        except LOST as error:
            pause = next(pauses, None)
            if pause is None or not isinstance(error, safe_after):
                raise AnswerLost(type(error).__name__) from error
            may_have_arrived |= not isinstance(error, _NEVER_ARRIVED)
        await asyncio.sleep(pause)
