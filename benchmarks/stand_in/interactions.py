"""Interactions: commands, presses and forms that are sent, and how the bot answers them."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from aiohttp import web

from benchmarks.stand_in.bodies import body_of, json_response
from benchmarks.stand_in.gateway import Gateway
from benchmarks.stand_in.payloads import (
    BOT,
    BOT_ROLE,
    DM_CHANNEL,
    TEXT_CHANNEL,
    UPLOAD_LIMIT,
    Json,
    in_server,
    is_dm,
    message,
    new_id,
)
from benchmarks.stand_in.watching import PATIENCE, Watch


class Kind(IntEnum):
    """Discord's numbers."""

    COMMAND = 2
    PRESS = 3
    FORM = 5


_MESSAGE: Final = 4
_DEFERRED = frozenset({5, 6})
_UPDATE_LATER: Final = 6
_UPDATE: Final = 7
_OPENS_FORM: Final = 9
_EPHEMERAL: Final = 1 << 6
_REMEMBERED: Final = 5000
"""Interactions; whoever answers an older one is told that there is none."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An interaction that the bot was told of."""

    kind: Kind
    channel_id: str
    form: asyncio.Future[Json]
    answer: asyncio.Future[Json]


class Interactions:
    """All interactions of a measurement."""

    def __init__(self, gateway: Gateway, watch: Watch) -> None:
        self._gateway = gateway
        self._watch = watch
        self._asked: dict[str, _Asked] = {}
        self._originals: dict[str, Json] = {}
        self.deferred: Counter[Kind] = Counter()
        """How many were acknowledged before their answer was ready."""

    async def ask(self, kind: Kind, channel_id: str, who: Json, data: Json, on: Json | None = None) -> str:
        """Tell the bot of an interaction, of a press `on` a message, by `who` as `invoker` says it; its token."""
        interaction_id = new_id()
        token = f"token-{interaction_id}"
        new = asyncio.get_running_loop().create_future
        self._asked[token] = _Asked(kind, channel_id, form=new(), answer=new())
        if len(self._asked) > _REMEMBERED:
            oldest = next(iter(self._asked))
            del self._asked[oldest]
            self._originals.pop(oldest, None)
        in_dm = is_dm(channel_id)
        await self._gateway.dispatch(
            "INTERACTION_CREATE",
            {
                "id": interaction_id,
                "application_id": BOT["id"],
                "type": kind,
                "token": token,
                "version": 1,
                "attachment_size_limit": UPLOAD_LIMIT,
                "app_permissions": str((1 << 53) - 9),
                "channel_id": channel_id,
                "channel": {"id": channel_id, "type": DM_CHANNEL if in_dm else TEXT_CHANNEL},
                "locale": "en-US",
                "entitlements": [],
                "data": data,
                **who,
                **({} if on is None else {"message": on}),
            },
        )
        return token

    async def form(self, token: str) -> Json:
        """The form that an interaction opens."""
        return await asyncio.wait_for(self._asked[token].form, timeout=PATIENCE)

    async def answer(self, token: str) -> Json:
        """The first message or form that answers an interaction; empty if its answer came in a message of its own."""
        asked = self._asked[token]
        waits = {asyncio.ensure_future(asyncio.shield(each)) for each in (asked.form, asked.answer)}
        done, pending = await asyncio.wait(waits, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        for each in pending:
            each.cancel()
        if not done:
            raise TimeoutError(f"the {asked.kind.name.lower()} was not answered within {PATIENCE:g} seconds")
        return done.pop().result()

    async def respond(self, request: web.Request) -> web.Response:
        token, response = request.match_info["token"], await body_of(request)
        if token not in self._asked:
            return json_response({"message": "Unknown interaction", "code": 10062}, status=404)
        asked, kind = self._asked[token], int(response["type"])
        described: Json = {"interaction": {"id": request.match_info["id"], "type": asked.kind}}
        if kind in _DEFERRED:
            self.deferred[asked.kind] += 1
            if kind == _UPDATE_LATER and not asked.answer.done():
                asked.answer.set_result({})  # nobody waits for it: what follows may be a message of its own
        elif kind == _OPENS_FORM:
            asked.form.set_result(response["data"])
        elif kind in {_MESSAGE, _UPDATE}:
            shown = await self._show(token, response["data"])
            described["interaction"]["response_message_id"] = shown["id"]
            described["resource"] = {"type": kind, "message": shown}
        return json_response(described)

    async def original(self, request: web.Request) -> web.Response:
        """The first answer to an interaction: looked at, changed - also where it was deferred - or deleted."""
        token = request.match_info["token"]
        if request.method == "DELETE":
            if token in self._asked and not self._asked[token].answer.done():
                self._asked[token].answer.set_result({})  # the answer is a message of its own
            return web.Response(status=204)
        if request.method == "PATCH":
            return json_response(await self._show(token, await body_of(request)))
        return json_response(self._originals[token])

    async def follow_up(self, request: web.Request) -> web.Response:
        return json_response(await self._show(request.match_info["token"], await body_of(request)))

    async def _show(self, token: str, data: Json) -> Json:
        asked = self._asked[token]
        channel_id = asked.channel_id
        shown = message(channel_id, BOT, data)
        if not is_dm(channel_id):
            shown = in_server(shown, (BOT_ROLE,))
        self._originals.setdefault(token, shown)
        if not asked.answer.done():
            asked.answer.set_result(shown)
        self._watch.tell(channel_id, shown)
        if not shown["flags"] & _EPHEMERAL:
            await self._gateway.dispatch("MESSAGE_CREATE", shown)
        return shown
