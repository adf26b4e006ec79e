"""The gateway: tells the connected bot what happens."""

from __future__ import annotations

import asyncio
import json
from typing import Final

from aiohttp import WSMsgType, web

from benchmarks.stand_in.payloads import BOT, SERVER, Json, server

_DISPATCH, HEARTBEAT, IDENTIFY, _HELLO, _HEARTBEAT_ACK = 0, 1, 2, 10, 11
_INTERVAL: Final = 41_250


class Gateway:
    """The connection of one bot. It knows no resuming: a connection that is lost ends the measurement."""

    def __init__(self) -> None:
        self._socket: web.WebSocketResponse | None = None
        self._events = 0
        self.greeted = asyncio.Event()
        """Set once a bot has identified itself and was told about its server."""

    async def dispatch(self, name: str, data: Json) -> None:
        if self._socket is None:
            raise RuntimeError("no bot is connected")
        self._events += 1
        await self._send(self._socket, {"op": _DISPATCH, "t": name, "s": self._events, "d": data})

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        await self._send(socket, {"op": _HELLO, "d": {"heartbeat_interval": _INTERVAL}})
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(received.data)
            await self._hear(socket, payload["op"], f"ws://{request.host}{request.path}")
        return socket

    async def _hear(self, socket: web.WebSocketResponse, operation: int, address: str) -> None:
        """Do what the bot asks for; `address` is where it resumes."""
        if operation == HEARTBEAT:
            await self._send(socket, {"op": _HEARTBEAT_ACK})
        elif operation == IDENTIFY:
            self._socket = socket
            await self._greet(address)

    async def _greet(self, address: str) -> None:
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": [{"id": SERVER, "unavailable": True}],
            "session_id": "session",
            "resume_gateway_url": address,
            "application": {"id": BOT["id"], "flags": 0},
        }
        await self.dispatch("READY", ready)
        await self.dispatch("GUILD_CREATE", server())
        self.greeted.set()

    async def _send(self, socket: web.WebSocketResponse, payload: Json) -> None:
        await socket.send_str(json.dumps(payload))
