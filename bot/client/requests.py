"""Keeps a cancelled request from holding all others back."""

from __future__ import annotations

import asyncio
from typing import Any

from discord.http import HTTPClient, Route

_AT_MOST = 2.0
"""Seconds of a global rate limit that are still waited for. If it lasts longer, Discord says so once more."""


def let_go_when_cancelled(http: HTTPClient) -> None:
    """From now on all requests go on soon, whichever of them is cancelled.

    discord.py 2.7.1 holds all back while one waits for the end of a global rate limit. If that one is cancelled, as by
    a timeout or a new connection, nothing else ever lets them go.
    """
    request = http.request

    async def cancellable(route: Route, **kwargs: Any) -> Any:
        try:
            return await request(route, **kwargs)
        except asyncio.CancelledError:
            goes_on = http._global_over  # noqa: SLF001 - as below
            if not goes_on.is_set():
                asyncio.get_running_loop().call_later(_AT_MOST, goes_on.set)
            raise

    http.request = cancellable  # type: ignore[method-assign]  # nothing public surrounds a request
