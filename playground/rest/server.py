"""Reads REST requests, and calls a route after token, faults and limits are checked."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from aiohttp import web

from playground.traffic.faults import Effect, Fault, Faults
from playground.traffic.rate_limits import RateLimiter, limited
from playground.traffic.recorded_request import RecordedRequest
from playground.world.clock import Clock
from playground.world.errors import ApiError, Form, refusal
from playground.world.model import Json, Upload

PREFIX = "/api/v10"
REQUEST_SIZE = 25 * 1024 * 1024
_REMEMBERED = 50_000
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_FILE_FIELD = re.compile(r"files\[(\d+)\]")
_WITH_OWN_TOKEN = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, read and allowed."""

    params: dict[str, str]
    query: dict[str, str]
    json: Any = None
    files: dict[int, Upload] = field(default_factory=dict)

    @property
    def body(self) -> Json:
        """The JSON object that came with the request.

        Raises:
            ApiError: it is not an object.
        """
        if self.json is None:
            return {}
        if not isinstance(self.json, dict):
            errors = {"_errors": [{"code": "DICT_TYPE_CONVERT", "message": "Only dictionaries may be used"}]}
            raise ApiError(400, 50035, "Invalid Form Body", errors=errors)
        return self.json


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the JSON that goes with it."""

    status: int
    json: Any = None


Handler = Callable[[Call], Answer]


class RestServer:
    """Discord's REST interface under `/api/v10`."""

    def __init__(self, clock: Clock, faults: Faults, limiter: RateLimiter, *, token: str) -> None:
        self._clock = clock
        self._faults = faults
        self._limiter = limiter
        self._token = token
        self.requests: list[RecordedRequest] = []
        self.observers: list[Callable[[RecordedRequest], None]] = []

    def add_to(self, app: web.Application, routes: dict[tuple[str, str], Handler]) -> None:
        """Serve these routes; every other path is answered with 404."""
        for (method, template), handler in routes.items():
            app.router.add_route(method, PREFIX + template, self._endpoint(template, handler))
        app.router.add_route("*", PREFIX + "/{tail:.*}", self._endpoint(None, _not_found))

    def _endpoint(self, template: str | None, handler: Handler) -> Callable[[web.Request], Any]:
        async def endpoint(request: web.Request) -> web.StreamResponse:
            record = RecordedRequest(
                method=request.method,
                path=request.path.removeprefix(PREFIX),
                route=template,
                params=dict(request.match_info) if template else {},
                query=dict(request.query),
                at=self._clock.now(),
                headers={k: v for k, v in request.headers.items() if k.lower() != "authorization"},
            )
            return await self._serve(request, record, handler)

        return endpoint

    async def _serve(self, request: web.Request, record: RecordedRequest, handler: Handler) -> web.StreamResponse:
        headers: dict[str, str] = {}
        fault: Fault | None = None
        try:
            call = await _read(request, record)
            await asyncio.sleep(self._faults.requests_take)
            self._remember(record)
            self._authorise(request, record)
            _need_ids(record)
            fault = self._faults.strike(record)
            if fault is not None:
                record.fault = fault.effect.name
                if fault.effect is Effect.RESET:
                    return self._cut(request, record)
                if fault.effect is Effect.STATUS:
                    return self._finish(record, *_failure(fault))
            verdict = self._limiter.take(record.method, record.route or "", record.params)
            headers = verdict.headers
            if not verdict.allowed:
                body = _limited_body(verdict.retry_after, everywhere=verdict.everywhere)
                return self._finish(record, Answer(429, body), headers)
            if not await self._may_begin(fault, record):
                return self._cut(request, record)
            answer = handler(call)
        except ApiError as error:
            answer = Answer(error.status, error.body())
        if fault is not None and not await self._survives(fault, record):
            record.status, record.response = answer.status, answer.json
            return self._cut(request, record)
        return self._finish(record, answer, headers)

    def _remember(self, record: RecordedRequest) -> None:
        self.requests.append(record)
        if len(self.requests) > _REMEMBERED:
            del self.requests[: _REMEMBERED // 10]

    async def _may_begin(self, fault: Fault | None, record: RecordedRequest) -> bool:
        if fault is not None and fault.effect is Effect.HOLD_BEFORE:
            return await fault.hold.wait(record)
        if fault is not None and fault.effect is Effect.SLOW:
            await asyncio.sleep(fault.seconds / 2)
        return True

    async def _survives(self, fault: Fault, record: RecordedRequest) -> bool:
        if fault.effect is Effect.HOLD_AFTER:
            return await fault.hold.wait(record)
        if fault.effect is Effect.SLOW:
            await asyncio.sleep(fault.seconds / 2)
        return fault.effect is not Effect.LOSE_ANSWER

    def _authorise(self, request: web.Request, record: RecordedRequest) -> None:
        if record.route is not None and record.route.startswith(_WITH_OWN_TOKEN):
            return
        if request.headers.get("Authorization") != f"Bot {self._token}":
            raise ApiError(401, 0, "401: Unauthorized")

    def _finish(self, record: RecordedRequest, answer: Answer, headers: dict[str, str]) -> web.Response:
        record.status, record.response = answer.status, answer.json
        record.response_headers = headers
        self._notice(record)
        headers = headers | {"Date": formatdate(self._clock.now(), usegmt=True)}
        if answer.status == 204:
            return web.Response(status=204, headers=headers)
        # Exactly this content type: clients take anything else, also with a charset, for plain text.
        body = json.dumps(answer.json, separators=(",", ":")).encode()
        return web.Response(status=answer.status, body=body, headers=headers | {"Content-Type": "application/json"})

    def _cut(self, request: web.Request, record: RecordedRequest) -> web.Response:
        """Reset the connection, so that the client sees an error and no answer."""
        self._notice(record)
        transport = request.transport
        if transport is not None:
            connection = transport.get_extra_info("socket")
            if connection is not None:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        return web.Response(status=500)

    def _notice(self, record: RecordedRequest) -> None:
        record.done = True
        for observer in tuple(self.observers):
            observer(record)


async def _read(request: web.Request, record: RecordedRequest) -> Call:
    """Read the body, be it JSON or a form with files."""
    files: dict[int, Upload] = {}
    body: Any = None
    try:
        if request.content_type == "multipart/form-data":
            for name, value in (await request.post()).items():
                match = _FILE_FIELD.fullmatch(name)
                if isinstance(value, web.FileField):
                    upload = Upload(filename=value.filename, data=value.file.read(), content_type=value.content_type)
                    value.file.close()
                    files[int(match[1]) if match else len(files)] = upload
                elif name == "payload_json":
                    body = json.loads(value)
        elif request.can_read_body:
            raw = await request.read()
            body = json.loads(raw) if raw else None
    except web.HTTPRequestEntityTooLarge:
        raise refusal(40005) from None
    except ValueError:
        raise refusal(50109) from None
    if _HALF_A_PAIR.search(json.dumps(body, ensure_ascii=False)):
        raise refusal(50109)  # JSON can name it, but it is no character, and no UTF-8 can hold it
    record.json = body
    record.files = [(upload.filename, len(upload.data)) for upload in files.values()]
    return Call(params=record.params, query=record.query, json=body, files=files)


def _need_ids(record: RecordedRequest) -> None:
    """Raises ApiError 50035 for a path with something else where an id belongs."""
    form = Form()
    for name, value in record.params.items():
        if name.endswith("_id") and not value.isdecimal():
            form.wrong(name, "NUMBER_TYPE_COERCE", f'Value "{value:.40}" is not snowflake.')
    form.check()


def _failure(fault: Fault) -> tuple[Answer, dict[str, str]]:
    if fault.status == 429:
        everywhere = fault.scope == "global"
        body = _limited_body(fault.retry_after, everywhere=everywhere) | (fault.body or {})
        return Answer(429, body), limited(fault.retry_after, fault.scope)
    plain: Json = {"message": f"{fault.status}: playground fault", "code": 0}
    return Answer(fault.status, fault.body or plain), {}


def _limited_body(retry_after: float, *, everywhere: bool) -> Json:
    return {
        "message": "You are being rate limited.",
        "code": 0,
        "retry_after": round(retry_after, 3),
        "global": everywhere,
    }


def _not_found(_: Call) -> Answer:
    return Answer(404, {"message": "404: Not Found", "code": 0})
