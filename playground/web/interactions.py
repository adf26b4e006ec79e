"""Answers the page about commands, components and modals."""

from __future__ import annotations

import contextlib

from aiohttp import web

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.web.bodies import BadForm, read_body
from playground.web.paths import CHANNEL, MESSAGE, PERSON, Route
from playground.web.view import View
from playground.world.model import Json


class InteractionApi:
    """Each answer says what the client shows of the interaction."""

    def __init__(self, view: View) -> None:
        self._view = view

    def routes(self) -> list[Route]:
        return [
            ("GET", f"{CHANNEL}/commands", self._commands),
            ("POST", f"{CHANNEL}/slash", _slash),
            ("POST", f"{CHANNEL}/autocomplete", _autocomplete),
            ("POST", f"{MESSAGE}/press", _press),
            ("POST", f"{MESSAGE}/select", _select),
            ("POST", f"{MESSAGE}/menu", _menu),
            ("POST", f"{PERSON}/modal", _submit),
        ]

    async def _commands(self, request: web.Request, person: Person) -> list[Json]:
        application = self._view.application()
        found = person.commands(request.match_info["channel"])
        return [command | {"application": application} for command in found]


async def _slash(request: web.Request, person: Person) -> Json:
    body = await read_body(request)
    used = await person.slash(request.match_info["channel"], body.text("command"), **body.mapping("options"))
    return await outcome(used)


async def _autocomplete(request: web.Request, person: Person) -> list[Json]:
    body = await read_body(request)
    return await person.autocomplete(
        request.match_info["channel"], body.text("command"), body.text("focused"), **body.mapping("options")
    )


async def _press(request: web.Request, person: Person) -> Json:
    body = await read_body(request)
    return await outcome(await person.press(request.match_info["message"], body.text("custom_id")))


async def _select(request: web.Request, person: Person) -> Json:
    body = await read_body(request)
    used = await person.select(request.match_info["message"], body.text("custom_id"), body.texts("values"))
    return await outcome(used)


async def _menu(request: web.Request, person: Person) -> Json:
    body = await read_body(request)
    info = request.match_info
    return await outcome(await person.menu(info["channel"], info["message"], body.text("name")))


async def _submit(request: web.Request, person: Person) -> Json:
    body = await read_body(request)
    if person.modal is None or person.modal["custom_id"] != body.text("custom_id"):
        raise BadForm("This form is no longer open.", status=409)
    return await outcome(await person.submit(body.mapping("values")))


async def outcome(used: Invocation) -> Json:
    """What the client shows of an interaction once the bot reacted, or three seconds have passed."""
    with contextlib.suppress(TimeoutError):
        await used.answered()
    if used.failed or not used.acknowledged:
        return {"outcome": "failed"}
    if used.modal is not None:
        return {"outcome": "modal", "modal": used.modal}
    return {"outcome": "answered"}
