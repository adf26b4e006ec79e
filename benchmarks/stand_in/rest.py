"""The REST routes that a bot uses, and how often it did."""

from __future__ import annotations

from collections import Counter
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from benchmarks.stand_in.bodies import body_of, json_response
from benchmarks.stand_in.gateway import Gateway
from benchmarks.stand_in.interactions import Interactions
from benchmarks.stand_in.payloads import (
    BOT,
    BOT_ROLE,
    REVIEWS,
    Json,
    application,
    channels,
    dm_of,
    in_server,
    is_dm,
    member,
    message,
    new_id,
    thread,
    user,
)
from benchmarks.stand_in.watching import Watch

API: Final = "/api/v10"
_UNCOUNTED: Final = (f"{API}/interactions/", f"{API}/webhooks/")
_LONGEST_HISTORY: Final = 100
_KEPT_ON_EDIT: Final = ("content", "embeds", "components", "flags")


class Rest:
    """Answers requests. Everything is allowed and nothing is limited."""

    def __init__(self, gateway: Gateway, interactions: Interactions, watch: Watch) -> None:
        self._gateway = gateway
        self._interactions = interactions
        self._watch = watch
        self._messages: dict[str, Json] = {}
        """What the bot has sent, by id."""
        self.commands: dict[str, str] = {}
        """The ids of the bot's commands, by name."""
        self.counted: Counter[str] = Counter()
        """Requests that Discord counts towards a bot's 50 a second: all but the answers to interactions."""

    def application(self) -> web.Application:
        made = web.Application(middlewares=[self._count], client_max_size=64 << 20)
        made.router.add_routes(
            [
                web.get(f"{API}/users/@me", self._me),
                web.get(f"{API}/oauth2/applications/@me", self._application),
                web.put(f"{API}/applications/{{id}}/commands", self._register),
                web.post(f"{API}/users/@me/channels", self._open_dm),
                web.get(f"{API}/guilds/{{id}}/members/{{user}}", self._member),
                web.get(f"{API}/channels/{{channel}}", self._channel),
                web.patch(f"{API}/channels/{{channel}}", self._channel),
                web.delete(f"{API}/channels/{{channel}}", self._channel),
                web.get(f"{API}/channels/{{channel}}/messages", self._history),
                web.post(f"{API}/channels/{{channel}}/messages", self._send),
                web.get(f"{API}/channels/{{channel}}/messages/{{message}}", self._message),
                web.patch(f"{API}/channels/{{channel}}/messages/{{message}}", self._edit),
                web.delete(f"{API}/channels/{{channel}}/messages/{{message}}", self._delete),
                web.post(f"{API}/channels/{{channel}}/messages/{{message}}/threads", self._open_thread),
                web.post(f"{API}/interactions/{{id}}/{{token}}/callback", self._interactions.respond),
                web.post(f"{API}/webhooks/{{id}}/{{token}}", self._interactions.follow_up),
                web.route("*", f"{API}/webhooks/{{id}}/{{token}}/messages/{{message}}", self._interactions.original),
                web.get("/gateway", self._gateway.serve),
                web.get("/gateway/", self._gateway.serve),
            ]
        )
        return made

    @web.middleware
    async def _count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(API) and not request.path.startswith(_UNCOUNTED):
            resource = request.match_info.route.resource
            self.counted[f"{request.method} {resource.canonical if resource else request.path}"] += 1
        return await handler(request)

    async def _me(self, _request: web.Request) -> web.Response:
        return json_response(BOT)

    async def _application(self, _request: web.Request) -> web.Response:
        return json_response(application())

    async def _register(self, request: web.Request) -> web.Response:
        given = {"application_id": BOT["id"], "version": "1", "description": ""}
        commands = [given | each | {"id": new_id()} for each in await request.json()]
        self.commands = {each["name"]: each["id"] for each in commands}
        return json_response(commands)

    async def _open_dm(self, request: web.Request) -> web.Response:
        recipient = int((await request.json())["recipient_id"])
        return json_response({"id": dm_of(recipient), "type": 1, "recipients": [user(recipient)]})

    async def _member(self, request: web.Request) -> web.Response:
        number = int(request.match_info["user"])
        is_bot = str(number) == BOT["id"]
        return json_response(member((BOT_ROLE,) if is_bot else ()) | {"user": BOT if is_bot else user(number)})

    async def _channel(self, request: web.Request) -> web.Response:
        channel_id = request.match_info["channel"]
        known = {each["id"]: each for each in channels()}
        return json_response(known.get(channel_id) or thread(channel_id, REVIEWS, "thread"))

    async def _history(self, request: web.Request) -> web.Response:
        """Only what the bot has sent, newest first."""
        channel_id, after = request.match_info["channel"], int(request.query.get("after", 0))
        found = [
            each for each in self._messages.values() if each["channel_id"] == channel_id and int(each["id"]) > after
        ]
        return json_response(found[::-1][: int(request.query.get("limit", _LONGEST_HISTORY))])

    async def _send(self, request: web.Request) -> web.Response:
        channel_id = request.match_info["channel"]
        sent = message(channel_id, BOT, await body_of(request))
        if not is_dm(channel_id):
            sent = in_server(sent, (BOT_ROLE,))
        self._messages[sent["id"]] = sent
        self._watch.tell(channel_id, sent)
        await self._gateway.dispatch("MESSAGE_CREATE", sent)
        return json_response(sent)

    async def _message(self, request: web.Request) -> web.Response:
        return json_response(self._messages[request.match_info["message"]])

    async def _edit(self, request: web.Request) -> web.Response:
        channel_id, message_id = request.match_info["channel"], request.match_info["message"]
        change = await body_of(request)
        before = self._messages.get(message_id) or message(channel_id, BOT, {}) | {"id": message_id}
        edited = before | {key: change[key] or before[key] for key in _KEPT_ON_EDIT if key in change}
        self._messages[message_id] = edited
        await self._gateway.dispatch("MESSAGE_UPDATE", edited)
        return json_response(edited)

    async def _delete(self, request: web.Request) -> web.Response:
        self._messages.pop(request.match_info["message"], None)
        return web.Response(status=204)

    async def _open_thread(self, request: web.Request) -> web.Response:
        below = request.match_info["message"]
        opened = thread(below, request.match_info["channel"], (await request.json())["name"])
        await self._gateway.dispatch("THREAD_CREATE", opened)
        return json_response(opened)
