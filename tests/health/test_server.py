"""Whoever asks for health, and however, the bot works on, and its log stays readable."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from http import HTTPStatus

import aiohttp
import pytest

from bot.health.server import CONNECTIONS, LONGEST_HEADER, HealthPage, HealthServer
from playground.world.bell import PATIENCE

HOST = "127.0.0.1"
SOON = 0.3
"""Seconds, instead of several, that a connection lasts and until a port is tried again."""


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - a log and a socket tell nobody of changes
            await asyncio.sleep(0.01)


async def fine() -> HealthPage:
    return HealthPage(body=b"fine\n")


async def broken() -> HealthPage:
    raise RuntimeError("a mistake")


@asynccontextmanager
async def serving(caplog: pytest.LogCaptureFixture, *, longest: float = PATIENCE, port: int = 0) -> AsyncIterator[int]:
    """The port of a server that serves /fine and /broken."""
    caplog.set_level(logging.INFO)
    pages = {"/fine": fine, "/broken": broken}
    server = HealthServer(pages, host=HOST, port=port, longest=longest, trying_again=SOON)
    await server.serve()
    (served,) = [each for each in caplog.records if each.getMessage() == "health and metrics served"]
    try:
        yield served.__dict__["port"]
    finally:
        await server.close()


async def answered(port: int, request: bytes) -> bytes:
    """All that comes back before the server hangs up."""
    reader, writer = await asyncio.open_connection(HOST, port)
    with closing(writer):
        writer.write(request)
        async with asyncio.timeout(PATIENCE):
            try:
                return await reader.read()
            except ConnectionError:
                return b""


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


async def test_there_are_no_other_addresses_and_no_other_methods(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(caplog) as port, aiohttp.ClientSession(f"http://{HOST}:{port}") as client:
        async with client.get("/fine") as response:
            assert (response.status, await response.text()) == (HTTPStatus.OK, "fine\n")
            assert response.headers["Connection"] == "close"
        async with client.head("/fine") as response:
            assert (response.status, await response.text()) == (HTTPStatus.OK, "")
        for path in ("/", "/fine/", "/fine/../etc/passwd", "/metrics", "/%66ine%00"):
            async with client.get(path) as response:
                assert response.status == HTTPStatus.NOT_FOUND
        for method in ("POST", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
            async with client.request(method, "/fine") as response:
                assert (response.status, response.headers["Allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD")
        async with client.get("/broken") as response:
            assert (response.status, await response.text()) == (HTTPStatus.INTERNAL_SERVER_ERROR, "see the log\n")

    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING] == [
        "health or metrics not shown"
    ]


async def test_a_request_that_makes_no_sense_is_refused_without_a_word_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    long = b"x" * (2 * LONGEST_HEADER)
    head = b"GET /fine HTTP/1.1\r\nHost: x\r\n"
    many = b"".join(b"X%d: 1\r\n" % number for number in range(500))
    async with serving(caplog) as port:
        for request in (
            b"GET /" + long + b" HTTP/1.1\r\nHost: x\r\n\r\n",
            head + b"X: " + long + b"\r\n\r\n",
            head + many + b"\r\n",
            head + b"Content-Length: -1\r\n\r\n",
            b"BREW /fine HTTP/1.1\r\nHost: x\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        ):
            assert status_of(await answered(port, request)) == HTTPStatus.BAD_REQUEST
        endless = b"POST /fine HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n" + long
        assert status_of(await answered(port, endless)) == HTTPStatus.METHOD_NOT_ALLOWED

        assert (await answered(port, head + b"\r\n")).endswith(b"fine\n")

    assert [each.getMessage() for each in caplog.records] == ["health and metrics served"]


async def test_slow_clients_are_hung_up_on_and_leave_room_for_others(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(caplog, longest=SOON) as port:
        slow = [await asyncio.open_connection(HOST, port) for _ in range(CONNECTIONS)]
        for _, writer in slow:
            writer.write(b"GET /fine HTTP/1.1\r\nX: ")
        assert await answered(port, b"") == b""  # one too many

        async with asyncio.timeout(PATIENCE):
            for reader, writer in slow:
                with suppress(ConnectionError):
                    assert await reader.read() == b""
                writer.close()
        assert (await answered(port, b"GET /fine HTTP/1.1\r\nHost: x\r\n\r\n")).endswith(b"fine\n")


@pytest.mark.parametrize("host", ["a" * 70, "a..b", "a\0b", "[::1]"])
async def test_a_host_that_is_none_gives_one_warning(caplog: pytest.LogCaptureFixture, host: str) -> None:
    server = HealthServer({"/fine": fine}, host=host, port=0, trying_again=0.01)
    serving = asyncio.create_task(server.serve())

    await until(lambda: bool(caplog.records))

    (warning,) = caplog.records
    assert "change health.host or health.port" in warning.getMessage()
    assert not serving.done()
    serving.cancel()
    await server.close()


async def test_a_port_that_is_taken_gives_one_warning_and_is_served_once_it_is_free(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with closing(socket.create_server((HOST, 0))) as other:
        port = other.getsockname()[1]
        server = HealthServer({"/fine": fine}, host=HOST, port=port, trying_again=0.01)
        caplog.set_level(logging.INFO)
        serving = asyncio.create_task(server.serve())
        await until(lambda: bool(caplog.records))
        for _ in range(10):  # other tries follow at once
            await asyncio.sleep(0.01)
    await asyncio.wait_for(serving, timeout=PATIENCE)
    try:
        assert (await answered(port, b"GET /fine HTTP/1.1\r\nHost: x\r\n\r\n")).endswith(b"fine\n")
    finally:
        await server.close()

    warning, info = caplog.records
    assert "change health.host or health.port" in warning.getMessage()
    assert warning.__dict__["port"] == port
    assert info.getMessage() == "health and metrics served"
