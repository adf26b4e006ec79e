"""Says in a few words why a host cannot be reached, for the log."""

from __future__ import annotations

import os

import aiohttp


def why_unreachable(error: BaseException) -> str:
    """With the host where the error names one: `discord.com: name not known`."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return f"{error.host}: name not known"
        case aiohttp.ClientConnectorCertificateError():
            return f"{error.host}: certificate refused"
        case aiohttp.ClientConnectorError():
            number = error.os_error.errno
            cause = os.strerror(number).lower() if number else type(error.os_error).__name__
            return f"{error.host}:{error.port}: {cause}"
        case TimeoutError():
            return "no answer in time"
        case _:
            status = getattr(error, "status", None)  # of an HTTP answer, whoever asked
            return type(error).__name__ if status is None else f"HTTP {status}"
