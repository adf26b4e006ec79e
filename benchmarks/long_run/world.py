"""A Discord for weeks: it remembers what was written, closes direct messages, loses connections, and people leave."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from benchmarks.stand_in.bodies import body_of, json_response
from benchmarks.stand_in.gateway import HEARTBEAT, IDENTIFY, Gateway
from benchmarks.stand_in.interactions import Interactions
from benchmarks.stand_in.payloads import (
    BOT,
    BOT_ROLE,
    COACH_ROLE,
    Json,
    in_server,
    is_dm,
    member,
    message,
    thread,
    user,
)
from benchmarks.stand_in.rest import API, Rest
from benchmarks.stand_in.watching import Watch

_RESUME, _INVALID_SESSION = 6, 9
_ON_ITS_WAY: Final = 0.05
"""Seconds; an answer that comes at once discord.py takes for one that is a whole interval late."""
_AWAY: Final = 4000
"""The code with which Discord ends a connection for no reason."""
_OF_BOT: Final = 60
_OF_PEOPLE: Final = 600
"""How many messages of each channel are remembered."""
_KEPT_ON_EDIT: Final = ("content", "embeds", "components", "flags")
_THREADS: Final = 150
"""Threads that are in use. Discord archives a thread that nobody writes in, and the gateway says so."""


class Sight(Watch):
    """Tells whoever is looking of each message that the bot shows or changes."""

    def __init__(self) -> None:
        super().__init__()
        self.looking: Callable[[str, Json], None] = lambda _channel, _message: None

    def tell(self, channel_id: str, message: Json) -> None:
        self.looking(channel_id, message)
        super().tell(channel_id, message)

    def forget(self, channel_id: str) -> None:
        """Nobody expects anything there any more."""
        self._expected.pop(channel_id, None)


class UnsteadyGateway(Gateway):
    """The connection of one bot that is lost again and again. What happens meanwhile is replayed if it resumes."""

    def __init__(self) -> None:
        super().__init__()
        self._missed: list[tuple[str, Json]] = []
        self._may_resume = True
        self.sessions = 0
        self.resumed = 0

    async def dispatch(self, name: str, data: Json) -> None:
        if self._socket is None or self._socket.closed:
            self._missed.append((name, data))
            return
        await super().dispatch(name, data)

    async def lose(self, *, may_resume: bool) -> None:
        """End the connection. `greeted` is set again when the bot is back."""
        self._may_resume = may_resume
        self.greeted.clear()
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close(code=_AWAY)

    async def _hear(self, socket: web.WebSocketResponse, operation: int, address: str) -> None:
        if operation == HEARTBEAT:
            await asyncio.sleep(_ON_ITS_WAY)
        elif operation == IDENTIFY:
            self._missed, self._may_resume = [], True
            self.sessions += 1
        elif operation == _RESUME and self._may_resume:
            self._socket = socket
            self.resumed += 1
            missed, self._missed = self._missed, []
            for name, data in missed:
                await self.dispatch(name, data)
            await self.dispatch("RESUMED", {})
            self.greeted.set()
        elif operation == _RESUME:
            await self._send(socket, {"op": _INVALID_SESSION, "d": False})
        await super()._hear(socket, operation, address)


class LastingRest(Rest):
    """Remembers the newest messages of each channel. What is older is there, but says nothing."""

    def __init__(self, gateway: Gateway, interactions: Interactions, watch: Watch) -> None:
        super().__init__(gateway, interactions, watch)
        self._of_bot: defaultdict[str, dict[str, Json]] = defaultdict(dict)
        self._of_people: defaultdict[str, dict[str, Json]] = defaultdict(dict)
        self._deleted: set[str] = set()
        self._threads: dict[str, Json] = {}
        self.closed: set[str] = set()
        """The direct messages that take nothing from the bot."""
        self.coaches: set[int] = set()

    async def wrote(self, written: Json) -> None:
        """A person has written this."""
        _remember(self._of_people[written["channel_id"]], written, most=_OF_PEOPLE)
        await self._gateway.dispatch("MESSAGE_CREATE", written)

    async def changed(self, written: Json) -> None:
        """A person has edited what they wrote."""
        self._of_people[written["channel_id"]][written["id"]] = written
        await self._gateway.dispatch("MESSAGE_UPDATE", written)

    async def took_back(self, written: Json) -> None:
        """A person has deleted what they wrote."""
        self._of_people[written["channel_id"]].pop(written["id"], None)
        self._deleted.add(written["id"])
        where: Json = {key: written[key] for key in ("id", "channel_id", "guild_id") if key in written}
        await self._gateway.dispatch("MESSAGE_DELETE", where)

    def forget(self, channel_id: str) -> None:
        """Nobody reads there any more."""
        self._of_bot.pop(channel_id, None)
        self._of_people.pop(channel_id, None)

    def application(self) -> web.Application:
        made = super().application()
        made.middlewares.append(_says_limits)
        return made

    async def _member(self, request: web.Request) -> web.Response:
        number = int(request.match_info["user"])
        if str(number) == BOT["id"]:
            return json_response(member((BOT_ROLE,)) | {"user": BOT})
        return json_response(member((COACH_ROLE,) if number in self.coaches else ()) | {"user": user(number)})

    async def _history(self, request: web.Request) -> web.Response:
        channel_id, asked = request.match_info["channel"], request.query
        limit, after, before = int(asked.get("limit", 50)), asked.get("after"), int(asked.get("before", 1 << 63))
        there = {**self._of_bot.get(channel_id, {}), **self._of_people.get(channel_id, {})}
        ids = sorted(int(each) for each in there if int(after or 0) < int(each) < before)
        page = ids[-limit:] if after is None else ids[:limit]
        return json_response([_as_read(there[str(each)]) for each in reversed(page)])

    async def _send(self, request: web.Request) -> web.Response:
        channel_id = request.match_info["channel"]
        body = await body_of(request)
        if channel_id in self.closed:
            refusal = {"message": "Cannot send messages to this user", "code": 50007}
            return json_response(refusal, status=403)
        sent = message(channel_id, BOT, body)
        if not is_dm(channel_id):
            sent = in_server(sent, (BOT_ROLE,))
        _remember(self._of_bot[channel_id], sent, most=_OF_BOT)
        self._watch.tell(channel_id, sent)
        await self._gateway.dispatch("MESSAGE_CREATE", sent)
        return json_response(sent)

    async def _message(self, request: web.Request) -> web.Response:
        channel_id, number = request.match_info["channel"], request.match_info["message"]
        if number in self._deleted:
            return json_response({"message": "Unknown Message", "code": 10008}, status=404)
        return json_response(_as_read(self._known(channel_id, number)))

    async def _edit(self, request: web.Request) -> web.Response:
        channel_id, number = request.match_info["channel"], request.match_info["message"]
        change = await body_of(request)
        before = self._known(channel_id, number)
        edited = before | {key: change[key] or before[key] for key in _KEPT_ON_EDIT if key in change}
        if number in self._of_bot.get(channel_id, {}):
            self._of_bot[channel_id][number] = edited
        self._watch.tell(channel_id, edited)
        await self._gateway.dispatch("MESSAGE_UPDATE", edited)
        return json_response(edited)

    async def _delete(self, request: web.Request) -> web.Response:
        channel_id, number = request.match_info["channel"], request.match_info["message"]
        self._of_bot.get(channel_id, {}).pop(number, None)
        self._deleted.add(number)
        return web.Response(status=204)

    async def _open_thread(self, request: web.Request) -> web.Response:
        below = request.match_info["message"]
        opened = thread(below, request.match_info["channel"], (await request.json())["name"])
        self._threads[below] = opened
        await self._gateway.dispatch("THREAD_CREATE", opened)
        while len(self._threads) > _THREADS:
            old = self._threads.pop(next(iter(self._threads)))
            archived = old | {"thread_metadata": old["thread_metadata"] | {"archived": True}}
            await self._gateway.dispatch("THREAD_UPDATE", archived)
            self.forget(old["id"])
        return json_response(opened)

    def _known(self, channel_id: str, number: str) -> Json:
        for there in (self._of_bot, self._of_people):
            if number in there.get(channel_id, {}):
                return there[channel_id][number]
        older = message(channel_id, BOT, {}) | {"id": number}
        return older if is_dm(channel_id) else in_server(older, (BOT_ROLE,))


@web.middleware
async def _says_limits(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say what Discord says about limits, because a client keeps books on it."""
    response: web.StreamResponse = await handler(request)
    if request.path.startswith(f"{API}/channels/"):
        resource = request.match_info.route.resource
        response.headers["X-RateLimit-Bucket"] = str(abs(hash((request.method, resource and resource.canonical))))
        response.headers["X-RateLimit-Limit"] = "100"
        response.headers["X-RateLimit-Remaining"] = "99"
        response.headers["X-RateLimit-Reset-After"] = "1"
    return response


def _as_read(written: Json) -> Json:
    """Who reads a message is not told of the server and the member, as who hears of it is."""
    return {key: value for key, value in written.items() if key not in {"guild_id", "member"}}


def _remember(there: dict[str, Json], new: Json, *, most: int) -> None:
    there[new["id"]] = new
    if len(there) > most:
        del there[next(iter(there))]
