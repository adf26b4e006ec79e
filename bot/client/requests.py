"""Lets discord.py finish each request that it has begun."""

from __future__ import annotations

import asyncio
from typing import Any

from discord.http import HTTPClient, Route


def never_cut_off(http: HTTPClient) -> None:
    """From now on cancelling whoever waits for a request leaves the request alone, and its result unread.

    discord.py 2.7.1 holds all requests back while it waits for the end of a global rate limit. If that wait is
    cancelled, as by a timeout or a new connection, nothing ever lets them go again.
    """
    request = http.request

    async def whole(route: Route, **kwargs: Any) -> Any:
        begun = asyncio.ensure_future(request(route, **kwargs))
        begun.add_done_callback(_read)
        return await asyncio.shield(begun)

    http.request = whole  # type: ignore[method-assign]  # nothing public surrounds a request


def _read(ended: asyncio.Future[Any]) -> None:
    """Take the error, which asyncio would report if nobody waits for it any more."""
    if not ended.cancelled():
        ended.exception()
