"""REST by hand, for what discord.py would refuse to send."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from playground.server import Playground


@dataclass(frozen=True)
class RawRest:
    session: aiohttp.ClientSession
    playground: Playground

    async def __call__(
        self, method: str, path: str, body: Any = None, *, token: str | None = None, **more: Any
    ) -> tuple[int, Any]:
        """Send a request, and give the status and the JSON of the answer."""
        headers = {"Authorization": f"Bot {token or self.playground.token}"}
        if body is not None:
            more["json"] = body
        async with self.session.request(method, self.playground.api_base + path, headers=headers, **more) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None


@asynccontextmanager
async def raw_rest(playground: Playground) -> AsyncIterator[RawRest]:
    async with aiohttp.ClientSession() as session:
        yield RawRest(session, playground)
