"""Answers three addresses over HTTP, whoever asks and however: in few connections, for a few seconds each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

log = logging.getLogger(__name__)

CONNECTIONS = 32
"""More at a time are hung up on: who scrapes needs one."""
LONGEST_CONNECTION = 10.0
"""Seconds that a connection may last, whatever is said in it."""
LONGEST_HEADER = 2048
"""Bytes of the first line, and of each header."""
MOST_HEADERS = 40
TRYING_AGAIN = 5.0
"""Seconds until a port that was taken is tried again: in a rolling restart the last process still has it."""

_METHODS = {"GET", "HEAD"}
_SILENT = logging.getLogger("bot.health.http")
"""Takes what aiohttp says of requests that make no sense: whoever sends them must not fill the log."""
_SILENT.setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPage:
    status: HTTPStatus = HTTPStatus.OK
    content_type: str = "text/plain; charset=utf-8"
    body: bytes


HealthPages = Mapping[str, Callable[[], Awaitable[HealthPage]]]


class HealthServer:
    """Serves pages by their paths."""

    def __init__(
        self,
        pages: HealthPages,
        *,
        host: str,
        port: int,
        longest: float = LONGEST_CONNECTION,
        trying_again: float = TRYING_AGAIN,
    ) -> None:
        """`port`: 0 takes any that is free. `longest`: seconds that a connection lasts at most.

        `trying_again`: seconds until a port that was taken is tried again.
        """
        self._pages = pages
        self._longest = longest
        self._trying_again = trying_again
        self._host = host
        self._port = port
        self._http = web.Server(
            self._answer,
            access_log=None,
            logger=_SILENT,
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
            max_headers=MOST_HEADERS,
            lingering_time=0,
        )
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Transport] = set()

    async def serve(self) -> None:
        """Take the port, now or once it is free. Then it is served until `close`. Never raises for a port."""
        is_told = False
        while self._server is None:
            try:
                self._server = await asyncio.get_running_loop().create_server(self._connection, self._host, self._port)
            except (OSError, OverflowError, ValueError) as error:  # ValueError: no name of a host
                if not is_told:
                    is_told = True
                    log.warning(
                        "health and metrics are not served, everything else works; change health.host or health.port,"
                        " or stop what has this port",
                        extra={"host": self._host, "port": self._port, "reason": _why(error)},
                    )
                await asyncio.sleep(self._trying_again)
        host, port, *_ = self._server.sockets[0].getsockname()
        log.info("health and metrics served", extra={"host": host, "port": port})

    async def close(self) -> None:
        """Hang up."""
        if self._server is not None:
            self._server.close()
        for transport in list(self._open):
            transport.abort()
        await self._http.shutdown(0)

    def _connection(self) -> asyncio.BaseProtocol:
        return _Bounded(self._http(), self._open, longest=self._longest)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        page = self._pages.get(request.path)
        if page is None:
            return _response(HealthPage(status=HTTPStatus.NOT_FOUND, body=b"not found\n"))
        if request.method not in _METHODS:
            refused = _response(HealthPage(status=HTTPStatus.METHOD_NOT_ALLOWED, body=b"only GET and HEAD\n"))
            refused.headers["Allow"] = "GET, HEAD"
            return refused
        try:
            return _response(await page())
        except Exception:
            log.exception("health or metrics not shown")
            return _response(HealthPage(status=HTTPStatus.INTERNAL_SERVER_ERROR, body=b"see the log\n"))


def _response(page: HealthPage) -> web.Response:
    headers = {"Content-Type": page.content_type, "Cache-Control": "no-store"}
    response = web.Response(status=page.status, body=page.body, headers=headers)
    response.force_close()  # whoever asks again connects again: nothing stays open
    return response


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


class _Bounded(asyncio.Protocol):
    """Gives a connection to aiohttp, unless there are too many, and ends it after a while."""

    def __init__(self, inner: asyncio.Protocol, all_open: set[asyncio.Transport], *, longest: float) -> None:
        self._inner = inner
        self._all_open = all_open
        self._longest = longest
        self._transport: asyncio.Transport | None = None
        self._end: asyncio.TimerHandle | None = None
        self._is_refused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport) or len(self._all_open) >= CONNECTIONS:
            self._is_refused = True
            transport.close()
            return
        self._transport = transport
        self._all_open.add(transport)
        # Whoever sends or reads slowly would keep it for ever: aiohttp limits only the time between two requests.
        self._end = asyncio.get_running_loop().call_later(self._longest, transport.abort)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if not self._is_refused:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        if not self._is_refused:
            self._inner.eof_received()
        return None

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._end is not None:
            self._end.cancel()
        if self._transport is not None:
            self._all_open.discard(self._transport)
            self._inner.connection_lost(exc)
