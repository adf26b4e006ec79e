"""Answers the page about messages and threads."""

from __future__ import annotations

from aiohttp import web

from playground.client.composing import FLAT
from playground.client.person import Person
from playground.web.bodies import BadForm, Body, read_body
from playground.web.paths import CHANNEL, MESSAGE, Route
from playground.world.model import Json

PAGE_OF_MESSAGES = 50
LONGEST_VOICE = 60 * 60
LONGEST_WAVEFORM = 400


def message_routes() -> list[Route]:
    return [
        ("GET", f"{CHANNEL}/messages", _messages),
        ("POST", f"{CHANNEL}/messages", _send),
        ("POST", f"{CHANNEL}/typing", _typing),
        ("POST", f"{CHANNEL}/read", _read),
        ("PATCH", f"{CHANNEL}/thread", _change_thread),
        ("DELETE", f"{CHANNEL}/thread", _delete_thread),
        ("PATCH", MESSAGE, _edit),
        ("DELETE", MESSAGE, _delete),
        ("POST", f"{MESSAGE}/dismiss", _dismiss),
        ("POST", f"{MESSAGE}/thread", _start_thread),
        ("POST", f"{MESSAGE}/reactions", _react),
    ]


def _channel(request: web.Request) -> str:
    return request.match_info["channel"]


def _message(request: web.Request) -> tuple[str, str]:
    return request.match_info["channel"], request.match_info["message"]


async def _messages(request: web.Request, person: Person) -> list[Json]:
    before = request.query.get("before", "")
    if before and not before.isdecimal():
        raise BadForm("“before” has to be the id of a message.")
    return person.messages(_channel(request), limit=PAGE_OF_MESSAGES, before=before)


async def _send(request: web.Request, person: Person) -> Json:
    body = await read_body(request)
    reply_to = body.values.get("reply_to")
    if reply_to is not None and not isinstance(reply_to, str):
        raise BadForm("“reply_to” has to be the id of a message.")
    seconds, waveform = _voice(body)
    return await person.send(
        _channel(request),
        body.text("content"),
        files=body.files,
        reply_to=reply_to,
        ping=body.values.get("ping") is not False,
        voice_seconds=seconds,
        waveform=waveform,
    )


def _voice(body: Body) -> tuple[float | None, str]:
    """How long a recording is and how loud at which moment; no length for what is no recording."""
    voice = body.values.get("voice")
    if voice is None:
        return None, FLAT
    seconds, waveform = (voice.get("seconds"), voice.get("waveform")) if isinstance(voice, dict) else (None, None)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST_VOICE:
        raise BadForm("A voice message needs its length in seconds.")
    if not isinstance(waveform, str) or len(waveform) > LONGEST_WAVEFORM:
        raise BadForm("A voice message needs its waveform.")
    return seconds, waveform


async def _typing(request: web.Request, person: Person) -> None:
    await person.typing(_channel(request))


async def _read(request: web.Request, person: Person) -> None:
    message_id = (await read_body(request)).text("message_id")
    if not message_id.isdecimal():
        raise BadForm("“message_id” has to be the id of a message.")
    person.mark_read(_channel(request), message_id)


async def _edit(request: web.Request, person: Person) -> None:
    await person.edit(*_message(request), (await read_body(request)).text("content"))


async def _delete(request: web.Request, person: Person) -> None:
    await person.delete(*_message(request))


async def _dismiss(request: web.Request, person: Person) -> None:
    person.dismiss(*_message(request))


async def _react(request: web.Request, person: Person) -> None:
    body = await read_body(request)
    change = person.unreact if body.values.get("on") is False else person.react
    await change(*_message(request), body.text("emoji"))


async def _start_thread(request: web.Request, person: Person) -> Json:
    name = (await read_body(request)).text("name")
    return {"channel_id": await person.start_thread(*_message(request), name)}


async def _change_thread(request: web.Request, person: Person) -> None:
    body = await read_body(request)
    await person.archive_thread(_channel(request), archived=body.values.get("archived") is not False)


async def _delete_thread(request: web.Request, person: Person) -> None:
    await person.delete_thread(_channel(request))
