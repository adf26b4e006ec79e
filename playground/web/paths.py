"""Names the addresses at which the page acts for a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.client.person import Person
from playground.web.guard import API_ROOT
from playground.world.model import Json

PERSON = f"{API_ROOT}{{person:\\d+}}"
CHANNEL = f"{PERSON}/channels/{{channel:\\d+}}"
MESSAGE = f"{CHANNEL}/messages/{{message:\\d+}}"

Answer = Callable[[web.Request, Person], Awaitable[Json | list[Json] | None]]
Route = tuple[str, str, Answer]
