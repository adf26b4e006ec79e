"""Sends lines to the page over sockets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import WSMsgType, web

HEARTBEAT = 20.0


class Sockets:
    """The open ones, so that they can be closed when the playground ends."""

    def __init__(self) -> None:
        self._open: set[web.WebSocketResponse] = set()

    async def speak(self, request: web.Request, lines: AsyncIterator[str]) -> web.WebSocketResponse:
        """Send each line until either side ends the connection."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=1024)
        await socket.prepare(request)
        self._open.add(socket)
        writing = asyncio.create_task(_write(lines, socket))
        try:
            # The page says nothing on this socket; reading is how its end is noticed.
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            writing.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writing
            self._open.discard(socket)
        return socket

    async def close(self, _app: web.Application) -> None:
        for socket in tuple(self._open):
            await socket.close(code=1001)


async def _write(lines: AsyncIterator[str], socket: web.WebSocketResponse) -> None:
    async for line in lines:
        await socket.send_str(line)
