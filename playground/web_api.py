"""What the page may ask for a person: one route for each thing that a Discord client can do."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import WSMsgType, web

from playground.client_menu import ClientRefuses
from playground.errors import ApiError
from playground.invocation import Invocation
from playground.model import Happening, Json
from playground.person import InteractionFailed, Person
from playground.server import Playground
from playground.web_forms import BadForm, read_body
from playground.web_guard import API_ROOT
from playground.web_view import View

PAGE_OF_MESSAGES = 50
HEARTBEAT = 20.0
# The playground's own clock says when three seconds are over; this only keeps a request from waiting for ever.
PATIENCE = 30.0

Answer = Callable[[web.Request, Person], Awaitable[Json | list[Json] | None]]


class PageApi:
    """The routes below /play/."""

    def __init__(self, playground: Playground, view: View, *, first_step: str) -> None:
        self._playground = playground
        self._view = view
        self._first_step = first_step
        self._sockets: set[web.WebSocketResponse] = set()

    def add_routes(self, app: web.Application) -> None:
        person = f"{API_ROOT}{{person:\\d+}}"
        channel = f"{person}/channels/{{channel:\\d+}}"
        message = f"{channel}/messages/{{message:\\d+}}"
        routes: list[tuple[str, str, Answer]] = [
            ("GET", f"{person}/state", self._state),
            ("POST", f"{person}/dms", self._open_dm),
            ("PATCH", f"{person}/settings", self._settings),
            ("POST", f"{person}/modal", self._submit),
            ("GET", f"{channel}/messages", self._messages),
            ("POST", f"{channel}/messages", self._send),
            ("GET", f"{channel}/commands", self._commands),
            ("POST", f"{channel}/slash", self._slash),
            ("POST", f"{channel}/autocomplete", self._autocomplete),
            ("PATCH", message, self._edit),
            ("DELETE", message, self._delete),
            ("POST", f"{message}/dismiss", self._dismiss),
            ("POST", f"{message}/press", self._press),
            ("POST", f"{message}/select", self._select),
            ("POST", f"{message}/menu", self._menu),
        ]
        for method, path, answer in routes:
            app.router.add_route(method, path, self._as_person(answer))
        app.router.add_get(f"{API_ROOT}people", self._people)
        app.router.add_get(f"{person}/events", self._events)
        app.router.add_route("*", f"{API_ROOT}{{rest:.*}}", _nothing_here)
        app.on_shutdown.append(self._close_sockets)

    def _person(self, request: web.Request) -> Person:
        person = self._playground.persons.get(request.match_info["person"])
        if person is None:
            raise BadForm("There is no such person in this playground.", status=404)
        return person

    def _as_person(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                result = await answer(request, self._person(request))
            except BadForm as problem:
                return web.json_response({"message": problem.message}, status=problem.status)
            except ClientRefuses as refused:
                return web.json_response({"message": str(refused)}, status=400)
            except InteractionFailed as failed:
                return web.json_response({"message": str(failed)}, status=504)
            except ApiError as refused:
                return web.json_response({"message": refused.message}, status=refused.status)
            return web.Response(status=204) if result is None else web.json_response(result)

        return handler

    async def _people(self, _request: web.Request) -> web.Response:
        return web.json_response({"people": self._view.people(), "first_step": self._first_step})

    async def _state(self, _request: web.Request, person: Person) -> Json:
        return self._view.state(person.id)

    async def _open_dm(self, _request: web.Request, person: Person) -> Json:
        return {"channel_id": await person.open_dm()}

    async def _settings(self, request: web.Request, person: Person) -> None:
        body = await read_body(request)
        if not isinstance(body.values.get("dms_open"), bool):
            raise BadForm("“dms_open” has to be true or false.")
        person.dms_closed = not body.values["dms_open"]

    async def _messages(self, request: web.Request, person: Person) -> list[Json]:
        before = request.query.get("before", "")
        if before and not before.isdecimal():
            raise BadForm("“before” has to be the id of a message.")
        return person.messages(request.match_info["channel"], limit=PAGE_OF_MESSAGES, before=before)

    async def _send(self, request: web.Request, person: Person) -> Json:
        body = await read_body(request)
        reply_to = body.values.get("reply_to")
        if reply_to is not None and not isinstance(reply_to, str):
            raise BadForm("“reply_to” has to be the id of a message.")
        return await person.send(
            request.match_info["channel"],
            body.text("content"),
            files=body.files,
            reply_to=reply_to,
            ping=body.values.get("ping") is not False,
        )

    async def _edit(self, request: web.Request, person: Person) -> None:
        body = await read_body(request)
        await person.edit(request.match_info["channel"], request.match_info["message"], body.text("content"))

    async def _delete(self, request: web.Request, person: Person) -> None:
        await person.delete(request.match_info["channel"], request.match_info["message"])

    async def _dismiss(self, request: web.Request, person: Person) -> None:
        person.dismiss(request.match_info["channel"], request.match_info["message"])

    async def _commands(self, request: web.Request, person: Person) -> list[Json]:
        application = self._view.application()
        found = person.commands(request.match_info["channel"])
        return [command | {"application": application} for command in found]

    async def _slash(self, request: web.Request, person: Person) -> Json:
        body = await read_body(request)
        used = await person.slash(request.match_info["channel"], body.text("command"), **body.mapping("options"))
        return await outcome(used)

    async def _autocomplete(self, request: web.Request, person: Person) -> list[Json]:
        body = await read_body(request)
        return await person.autocomplete(
            request.match_info["channel"], body.text("command"), body.text("focused"), **body.mapping("options")
        )

    async def _press(self, request: web.Request, person: Person) -> Json:
        body = await read_body(request)
        return await outcome(await person.press(request.match_info["message"], body.text("custom_id")))

    async def _select(self, request: web.Request, person: Person) -> Json:
        body = await read_body(request)
        used = await person.select(request.match_info["message"], body.text("custom_id"), body.texts("values"))
        return await outcome(used)

    async def _menu(self, request: web.Request, person: Person) -> Json:
        body = await read_body(request)
        info = request.match_info
        return await outcome(await person.menu(info["channel"], info["message"], body.text("name")))

    async def _submit(self, request: web.Request, person: Person) -> Json:
        body = await read_body(request)
        if person.modal is None or person.modal["custom_id"] != body.text("custom_id"):
            raise BadForm("This form is not open any more.", status=409)
        return await outcome(await person.submit(body.mapping("values")))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """What happens before the person's eyes, as `{t, d}`; listening begins before the page is told it may read."""
        try:
            person = self._person(request)
        except BadForm as problem:
            return web.json_response({"message": problem.message}, status=problem.status)
        with person.changes() as changes:
            socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=1024)
            await socket.prepare(request)
            self._sockets.add(socket)
            writing = asyncio.create_task(_forward(changes, socket))
            try:
                # The page says nothing on this socket; reading is how its end is noticed.
                async for message in socket:
                    if message.type is WSMsgType.ERROR:
                        break
            finally:
                writing.cancel()
                with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                    await writing
                self._sockets.discard(socket)
        return socket

    async def _close_sockets(self, _app: web.Application) -> None:
        for socket in tuple(self._sockets):
            await socket.close(code=1001)


async def outcome(used: Invocation) -> Json:
    """What the client shows of an interaction once the bot reacted, or three seconds have passed."""
    with contextlib.suppress(TimeoutError):
        await used.answered(timeout=PATIENCE)
    if used.failed or not used.acknowledged:
        return {"outcome": "failed"}
    if used.modal is not None:
        return {"outcome": "modal", "modal": used.modal}
    return {"outcome": "answered"}


async def _forward(changes: AsyncIterator[Happening], socket: web.WebSocketResponse) -> None:
    async for happening in changes:
        await socket.send_json({"t": happening.name, "d": happening.data})


async def _nothing_here(_request: web.Request) -> web.Response:
    return web.json_response({"message": "The playground's page has no such address."}, status=404)
