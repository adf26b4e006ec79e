"""Answers what the page asks, for a person and from behind the scenes."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from playground.client.command_menu import ClientRefuses
from playground.client.person import InteractionFailed, Person
from playground.demo.backstage import Backstage
from playground.demo.guide import PRACTICE_IN, SAMPLES_IN, Step
from playground.server import Playground
from playground.web.bodies import BadForm, read_body
from playground.web.guard import API_ROOT
from playground.web.interactions import InteractionApi
from playground.web.messages import message_routes
from playground.web.paths import PERSON, Answer, Route
from playground.web.sockets import Sockets
from playground.web.view import View
from playground.web.wire_log import Wire, as_text
from playground.world.errors import ApiError
from playground.world.model import Json

_NO_MOMENT = 1e11
"""Seconds since 1970: from here on, no calendar has a date for it."""

Plain = Callable[[web.Request], Awaitable[Json | list[Json] | None]]


class PageApi:
    """The routes below /play/."""

    def __init__(
        self, playground: Playground, backstage: Backstage, *, first_step: str, guide: Sequence[Step] = ()
    ) -> None:
        self._playground = playground
        self._backstage = backstage
        self._wire = Wire(playground)
        self._view = View(playground.world, playground.payloads)
        self._first_step = first_step
        self._guide = guide
        self._sockets = Sockets()

    def add_routes(self, app: web.Application) -> None:
        of_people: list[Route] = [
            ("GET", f"{PERSON}/state", self._state),
            ("POST", f"{PERSON}/dms", _open_dm),
            ("PATCH", f"{PERSON}/settings", _settings),
            *message_routes(),
            *InteractionApi(self._view).routes(),
        ]
        for method, path, answer in of_people:
            app.router.add_route(method, path, self._as_person(answer))
        behind_the_scenes: list[tuple[str, str, Plain]] = [
            ("GET", "people", self._people),
            ("GET", "backstage", self._state_backstage),
            ("PATCH", "backstage", self._change_backstage),
            ("POST", "backstage/drop", self._drop_connection),
            ("POST", "backstage/samples", self._fill),
            ("POST", "backstage/practice", self._practise),
            ("POST", "backstage/clock", self._move_clock),
            ("POST", "backstage/start-over", self._start_over),
        ]
        for method, path, plain in behind_the_scenes:
            app.router.add_route(method, API_ROOT + path, _answering(plain))
        app.router.add_get(f"{PERSON}/events", self._events)
        app.router.add_get(f"{API_ROOT}wire", self._watch_wire)
        app.router.add_route("*", f"{API_ROOT}{{rest:.*}}", _nothing_here)
        app.on_shutdown.append(self._sockets.close)

    def _person(self, request: web.Request) -> Person:
        person = self._playground.persons.get(request.match_info["person"])
        if person is None:
            raise BadForm("This playground has no such person.", status=404)
        return person

    def _as_person(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def plain(request: web.Request) -> Json | list[Json] | None:
            return await answer(request, self._person(request))

        return _answering(plain)

    async def _people(self, _request: web.Request) -> Json:
        guide = [step.shown() for step in self._guide]
        about = {"first_step": self._first_step, "guide": guide, "samples_in": SAMPLES_IN, "practice_in": PRACTICE_IN}
        return {"people": self._view.people(), **about}

    async def _state(self, _request: web.Request, person: Person) -> Json:
        return self._view.state(person.id) | {"backstage": self._backstage.state}

    async def _state_backstage(self, _request: web.Request) -> Json:
        return self._backstage.state

    async def _change_backstage(self, request: web.Request) -> Json:
        """Any of `running`, `errors`, `rate_limit` and `gateway_away`, each true or false."""
        wanted = (await read_body(request)).values
        weather = self._backstage.weather
        switches = {"errors": weather.errors, "rate_limit": weather.rate_limit, "gateway_away": weather.gateway_away}
        for name, on in wanted.items():
            if name not in {*switches, "running"} or not isinstance(on, bool):
                raise BadForm(f"“{name:.40}” is no switch, or not true or false.")
        for name, on in wanted.items():
            if name in switches:
                switches[name](on=on)
        if "running" in wanted:
            await self._backstage.run_bot(on=wanted["running"])
        self._backstage.tell()
        return self._backstage.state

    async def _drop_connection(self, _request: web.Request) -> None:
        self._backstage.weather.drop()

    async def _fill(self, _request: web.Request) -> None:
        await self._backstage.fill()

    async def _practise(self, request: web.Request) -> None:
        """`zone`: the visitor's time zone, as their browser names it."""
        await self._backstage.practise((await read_body(request)).text("zone"))

    async def _move_clock(self, request: web.Request) -> Json:
        """`moment`: seconds since 1970. One that is past changes nothing."""
        moment = (await read_body(request)).values.get("moment")
        if isinstance(moment, bool) or not isinstance(moment, int | float) or not 0 <= moment < _NO_MOMENT:
            raise BadForm("“moment” has to be a number.")
        await self._backstage.move_clock(moment)
        return self._backstage.state

    async def _start_over(self, _request: web.Request) -> None:
        await self._backstage.start_over()

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """What happens before the person's eyes, as `{t, d}`; listening begins before the page is told it may read."""
        try:
            person = self._person(request)
        except BadForm as problem:
            return web.json_response({"message": problem.message}, status=problem.status)
        with person.changes() as changes:
            lines = (json.dumps({"t": happening.name, "d": happening.data}) async for happening in changes)
            return await self._sockets.speak(request, lines)

    async def _watch_wire(self, request: web.Request) -> web.StreamResponse:
        """First what is kept, then each entry as it comes."""
        with self._wire.following() as entries:
            return await self._sockets.speak(request, (as_text(entry) async for entry in entries))


def _answering(plain: Plain) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        try:
            result = await plain(request)
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


async def _open_dm(_request: web.Request, person: Person) -> Json:
    return {"channel_id": await person.open_dm()}


async def _settings(request: web.Request, person: Person) -> None:
    body = await read_body(request)
    if not isinstance(body.values.get("dms_open"), bool):
        raise BadForm("“dms_open” has to be true or false.")
    person.dms_closed = not body.values["dms_open"]


async def _nothing_here(_request: web.Request) -> web.Response:
    return web.json_response({"message": "The playground's page has no such address."}, status=404)
