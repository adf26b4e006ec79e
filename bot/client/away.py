"""Says in a few words why Discord cannot be reached, for the log."""

from __future__ import annotations

import os

import aiohttp
import discord


def why_away(error: BaseException) -> str:
    """One of those in `attempts.LOST`, with the host where there is one: `discord.com: name not known`."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return f"{error.host}: name not known"
        case aiohttp.ClientConnectorCertificateError():
            return f"{error.host}: certificate refused"
        case aiohttp.ClientConnectorError():
            number = error.os_error.errno
            cause = os.strerror(number).lower() if number else type(error.os_error).__name__
            return f"{error.host}:{error.port}: {cause}"
        case discord.HTTPException():
            return f"HTTP {error.status}"
        case aiohttp.WSServerHandshakeError():
            return f"gateway: HTTP {error.status}"
        case TimeoutError():
            return "no answer in time"
        case _:
            return type(error).__name__
