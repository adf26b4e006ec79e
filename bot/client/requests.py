"""Corrects two habits of discord.py: how it waits for its turn, and by which module it reads JSON."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from discord import utils
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


def use_plain_json() -> None:
    """From now on, text with half a pair of surrogates is read like any other.

    Where orjson is installed, discord.py 2.7.1 takes it, without a setting. It refuses such text, which any member
    can send, and then the connection ends and with it everything that was on its way.
    """
    utils._from_json = _read  # noqa: SLF001 - as above
    utils._to_json = _written  # noqa: SLF001


def _read(text: bytes | bytearray | memoryview | str) -> Any:
    return json.loads(bytes(text) if isinstance(text, memoryview) else text)


def _written(obj: Any) -> str:
    return json.dumps(obj, separators=(",", ":"))
