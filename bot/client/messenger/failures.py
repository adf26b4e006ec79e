"""Translates failed requests to Discord into errors that the relay can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import aiohttp
import discord

from bot.outbound.messenger import ChannelGone, DeliveryForbidden, SendingFailed, SendingRefused
from bot.outbound.rejection import Barrier, RefusedFor

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
CANNOT_MESSAGE_THIS_USER = 50007
NO_MUTUAL_SERVER = 50278
MISSING_ACCESS = 50001
MISSING_PERMISSION = 50013
EXPLICIT_CONTENT = 20009
OPENING_TOO_FAST = 40003
EDITING_OLD_TOO_FAST = 30046
FILE_TOO_LARGE = 40005
UPLOAD_TOO_LARGE = 50045
AUTOMATIC_MODERATION = 200000
HARMFUL_LINK = 240000
ARCHIVED = 50083
HAS_THREAD = 160004
THREAD_LOCKED = 160005

_FORBIDDEN = {
    CANNOT_MESSAGE_THIS_USER: Barrier.CLOSED,
    NO_MUTUAL_SERVER: Barrier.APART,
    MISSING_ACCESS: Barrier.PASSING,
    MISSING_PERMISSION: Barrier.PASSING,
    THREAD_LOCKED: Barrier.PASSING,
}
"""What each refusal means where the bot writes to a person; a channel has its own remedy for all of them."""
_REFUSED_FOR = {
    EXPLICIT_CONTENT: RefusedFor.EXPLICIT,
    AUTOMATIC_MODERATION: RefusedFor.WORDS,
    HARMFUL_LINK: RefusedFor.LINK,
    FILE_TOO_LARGE: RefusedFor.SIZE,
    UPLOAD_TOO_LARGE: RefusedFor.SIZE,
}
_BUSY = {OPENING_TOO_FAST, EDITING_OLD_TOO_FAST}


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of discord.py and the network into those of `bot.outbound.messenger`.

    discord.py itself retries 500, 502, 504 and, after short waits, 429. It does not retry 503 or a lost connection:
    then the request may have been carried out, and only a look into the history can tell.
    """
    try:
        yield
    except discord.HTTPException as error:
        raise _meaning(error) from error
    except discord.RateLimited as error:
        raise SendingFailed("rate limited", retry_after=error.retry_after) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SendingFailed(type(error).__name__) from error


def _meaning(error: discord.HTTPException) -> Exception:
    reason = f"HTTP {error.status}, code {error.code}"
    if error.code in _FORBIDDEN:
        return DeliveryForbidden(reason, barrier=_FORBIDDEN[error.code])
    if error.status == HTTPStatus.FORBIDDEN and not error.code:
        return SendingFailed(reason)  # a firewall in front of Discord, not Discord
    if error.code in _BUSY or error.status in {401, 408, 429} or error.status >= 500:
        return SendingFailed(reason)
    if isinstance(error, discord.NotFound):
        return ChannelGone(reason)
    return SendingRefused(reason, refused_for=_REFUSED_FOR.get(error.code, RefusedFor.UNSAID))
