"""Numbers a session's events, and keeps them for a replay on its next socket."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import web

from playground.world.clock import Timer
from playground.world.model import Json

_KEPT_FOR_REPLAY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEvent:
    """One dispatch. Not `delivered` ones went into the session's buffer, to be replayed on RESUME."""

    session_id: str
    name: str
    data: Json
    seq: int
    at: float
    delivered: bool


class Socket:
    """One connection of a bot; what is put into it goes out in order."""

    def __init__(
        self, websocket: web.WebSocketResponse, transport: asyncio.Transport | None, *, zlib_stream: bool
    ) -> None:
        self.websocket = websocket
        self.session: GatewaySession | None = None
        self.closed_here = False
        self._transport = transport
        self._deflate = zlib.compressobj() if zlib_stream else None
        self._frames: asyncio.Queue[Json] = asyncio.Queue()

    def put(self, frame: Json, *, after: float = 0.0) -> None:
        """Send a frame, `after` so many seconds."""
        if after:
            asyncio.get_running_loop().call_later(after, self._frames.put_nowait, frame)
        else:
            self._frames.put_nowait(frame)

    async def write(self) -> None:
        """Send what is put in, until the connection ends."""
        while not self.websocket.closed:
            text = json.dumps(await self._frames.get(), separators=(",", ":"))
            try:
                if self._deflate is None:
                    await self.websocket.send_str(text)
                else:
                    packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.websocket.send_bytes(packed)
            except (ConnectionError, RuntimeError):
                return  # gone; the session keeps the event for a RESUME

    async def close(self, code: int, reason: str) -> None:
        self.closed_here = True
        await self.websocket.close(code=code, message=reason.encode())

    def abort(self) -> None:
        """End the connection without a closing handshake."""
        self.closed_here = True
        if self._transport is not None:
            self._transport.abort()


class GatewaySession:
    """Lives from IDENTIFY on, with or without a socket, until it is closed or forgotten."""

    def __init__(self, *, intents: int, shard: tuple[int, int], sharded: bool) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.sharded = sharded
        self.seq = 0
        self.socket: Socket | None = None
        self._sent: deque[Json] = deque(maxlen=_KEPT_FOR_REPLAY)
        self._timer: Timer | None = None

    def is_for(self, guild_id: str | None) -> bool:
        """Whether events of a server (or, without one, direct messages) belong to this shard."""
        number, count = self.shard
        return number == (0 if guild_id is None else (int(guild_id) >> 22) % count)

    def attach(self, socket: Socket) -> None:
        self.cancel_timer()
        self.socket = socket
        socket.session = self

    def numbered(self, name: str, data: Json) -> Json:
        """The frame of the next event, kept for a replay."""
        self.seq += 1
        frame: Json = {"op": 0, "t": name, "s": self.seq, "d": data}
        self._sent.append(frame)
        return frame

    def after(self, seq: int) -> Iterator[Json]:
        return iter([frame for frame in self._sent if frame["s"] > seq])

    def keep_until(self, timer: Timer) -> None:
        self._timer = timer

    def cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
