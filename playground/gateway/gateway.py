"""Keeps the bots' sockets and sessions, and sends them events."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import WSMsgType, web

from playground.gateway.intents import ALL_BITS, PRIVILEGED, Intent, hears, withhold_content
from playground.gateway.portal import Portal
from playground.gateway.session import GatewaySession, SentEvent, Socket
from playground.payloads.messages import Payloads
from playground.traffic.faults import Faults
from playground.world.clock import Clock
from playground.world.model import Happening, Json
from playground.world.world import World

log = logging.getLogger(__name__)

HEARTBEAT_INTERVAL_MS = 41_250
HEARTBEAT_ANSWER = 0.03
"""Seconds, as over a network. discord.py notes in another thread when it sent a heartbeat: an answer that overtook the
note would be taken for the answer to the heartbeat before, 41 s late."""
RESUME_WINDOW = 180.0
PAYLOAD_BYTES = 4096
SENDS_PER_MINUTE = 120
_REMEMBERED = 50_000


class Closing(Exception):
    """A reason to close the socket, with Discord's close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Gateway:
    """Keeps sessions, also those whose socket is gone, so that they can be resumed."""

    def __init__(self, world: World, payloads: Payloads, faults: Faults, portal: Portal, *, token: str) -> None:
        self._world = world
        self._payloads = payloads
        self._faults = faults
        self._token = token
        self._portal = portal
        self._sockets: set[Socket] = set()
        self.sessions: dict[str, GatewaySession] = {}
        self.observers: list[Callable[[SentEvent], None]] = []
        self.sent: list[SentEvent] = []
        self.connection_observers: list[Callable[[], None]] = []
        self.url = ""
        self.resume_url = ""
        self.heartbeat_interval_ms = HEARTBEAT_INTERVAL_MS
        """How often bots are told to show that they are alive. A test in which time flies may shorten it."""
        world.listen(self._on_happening)

    @property
    def _clock(self) -> Clock:
        return self._world.clock

    @property
    def connected(self) -> bool:
        """Whether a bot has identified (or resumed) and still has its socket."""
        return any(session.socket is not None for session in self.sessions.values())

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One socket, from the upgrade to its end."""
        if self._faults.refuses_gateway():
            return web.Response(status=503, text="upstream connect error")
        websocket = web.WebSocketResponse(max_msg_size=0, autoping=True)
        await websocket.prepare(request)
        zlib_stream = request.query.get("compress") == "zlib-stream"
        socket = Socket(websocket, request.transport, zlib_stream=zlib_stream)
        self._sockets.add(socket)
        writing = asyncio.create_task(socket.write())
        try:
            await self._converse(socket, request)
        except Closing as closing:
            await socket.close(closing.code, closing.reason)
        finally:
            self._sockets.discard(socket)
            self._leave(socket)
            writing.cancel()
        return websocket

    async def close(self) -> None:
        """Close every socket, as Discord does when a gateway node goes away."""
        for socket in list(self._sockets):
            await socket.close(1001, "going away")
        for session in self.sessions.values():
            session.cancel_timer()

    async def drop_sockets(self, code: int = 4000) -> None:
        """Close all sockets with a code; sessions stay and can be resumed if the code allows it."""
        for socket in list(self._sockets):
            await socket.close(code, "dropped")

    def cut_sockets(self) -> None:
        """Cut all connections without a word."""
        for socket in list(self._sockets):
            socket.abort()

    def ask_to_reconnect(self) -> None:
        """Send opcode 7."""
        for socket in list(self._sockets):
            socket.put({"op": 7, "d": None, "s": None, "t": None})

    def invalidate_sessions(self, *, resumable: bool = False) -> None:
        """Send opcode 9; unless resumable, sessions and what they missed are gone."""
        for session in list(self.sessions.values()):
            if not resumable:
                del self.sessions[session.id]
                session.cancel_timer()
            if session.socket is not None:
                session.socket.put({"op": 9, "d": resumable, "s": None, "t": None})

    def forget_sessions(self) -> None:
        """Lose the sessions silently: the next RESUME is answered by opcode 9."""
        for session in self.sessions.values():
            session.cancel_timer()
        self.sessions.clear()

    async def _converse(self, socket: Socket, request: web.Request) -> None:
        if request.query.get("v", "10") not in {"9", "10"}:
            raise Closing(4012, "You sent an invalid version for the gateway.")
        socket.put({"op": 10, "d": {"heartbeat_interval": self.heartbeat_interval_ms}, "s": None, "t": None})
        received: list[float] = []
        async for frame in socket.websocket:
            if frame.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                return
            now = self._world.clock.unmoved.now()
            received = [at for at in received if at > now - 60] + [now]
            if len(received) > SENDS_PER_MINUTE:
                raise Closing(4008, "You are being rate limited.")
            if len(frame.data) > PAYLOAD_BYTES:
                raise Closing(4002, "Payload too large.")
            try:
                payload = json.loads(frame.data)
                opcode, data = payload["op"], payload.get("d")
            except (ValueError, KeyError, TypeError):
                raise Closing(4002, "Error while decoding payload.") from None
            self._take(socket, opcode, data)

    def _take(self, socket: Socket, opcode: Any, data: Any) -> None:
        if opcode == 1:
            answer: Json = {"op": 11, "d": None, "s": None, "t": None}
            self._clock.call_later(HEARTBEAT_ANSWER, lambda: socket.put(answer))
        elif opcode == 2:
            if socket.session is not None:
                raise Closing(4005, "You sent more than one identify payload.")
            self._identify(socket, data or {})
        elif opcode == 6:
            self._resume(socket, data or {})
        elif socket.session is None:
            raise Closing(4003, "Not authenticated.")
        elif opcode == 8:
            self._members(socket.session, data or {})
        elif opcode not in {3, 4}:
            raise Closing(4001, "You sent an invalid Gateway opcode.")

    def _identify(self, socket: Socket, data: Json) -> None:
        if data.get("token") not in {self._token, f"Bot {self._token}"}:
            raise Closing(4004, "Authentication failed.")
        intents = data.get("intents")
        if isinstance(intents, bool) or not isinstance(intents, int) or intents & ~ALL_BITS:
            raise Closing(4013, "Invalid intent(s).")
        if intents & PRIVILEGED & ~self._portal.privileged_intents:
            raise Closing(4014, "Disallowed intent(s).")
        shard = data.get("shard") or [0, 1]
        if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            raise Closing(4010, "Invalid shard.")
        session = GatewaySession(intents=intents, shard=(shard[0], shard[1]), sharded="shard" in data)
        session.attach(socket)
        self.sessions[session.id] = session
        self._tell_connections()
        world = self._world
        guilds = [guild for guild in world.guilds.values() if world.bot_id in guild.members]
        guilds = [guild for guild in guilds if session.is_for(guild.id)]
        ready: Json = {
            "v": 10,
            "user": self._payloads.user(world.bot) | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.resume_url,
            "application": {"id": world.bot_id, "flags": self._portal.flags},
            "user_settings": {},
            "relationships": [],
            "private_channels": [],
            "presences": [],
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }
        if session.sharded:
            ready["shard"] = list(session.shard)
        self._dispatch(session, "READY", ready)
        if intents & Intent.GUILDS:
            everyone = bool(intents & Intent.GUILD_MEMBERS)
            for guild in guilds:
                self._dispatch(session, "GUILD_CREATE", self._payloads.guild_create(guild, everyone=everyone))

    def _resume(self, socket: Socket, data: Json) -> None:
        if data.get("token") not in {self._token, f"Bot {self._token}"}:
            raise Closing(4004, "Authentication failed.")
        session = self.sessions.get(str(data.get("session_id")))
        if session is None:
            socket.put({"op": 9, "d": False, "s": None, "t": None})
            return
        seq = data.get("seq")
        if isinstance(seq, bool) or not isinstance(seq, int) or seq > session.seq:
            raise Closing(4007, "Invalid seq.")
        old = session.socket
        if old is not None and old is not socket:
            old.session = None
            old.abort()
        session.attach(socket)
        for missed in session.after(seq):
            socket.put(missed)
        self._dispatch(session, "RESUMED", {"_trace": []})
        self._tell_connections()

    def _members(self, session: GatewaySession, data: Json) -> None:
        guild = self._world.guilds.get(str(data.get("guild_id")))
        if guild is None or self._world.bot_id not in guild.members:
            return
        wanted = {str(each) for each in data.get("user_ids") or []}
        query = data.get("query")
        found = [
            self._payloads.member(member)
            for member in guild.members.values()
            if member.user_id in wanted
            or (query is not None and self._world.users[member.user_id].name.lower().startswith(query.lower()))
        ]
        chunk = {"guild_id": guild.id, "members": found, "chunk_index": 0, "chunk_count": 1, "not_found": []}
        self._dispatch(session, "GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce")})

    def _leave(self, socket: Socket) -> None:
        session = socket.session
        if session is None or session.socket is not socket:
            return
        session.socket = None
        if socket.websocket.close_code in {1000, 1001} and not socket.closed_here:
            self.sessions.pop(session.id, None)
        else:
            session.keep_until(self._clock.call_later(RESUME_WINDOW, lambda: self._forget(session)))
        self._tell_connections()

    def _tell_connections(self) -> None:
        for observer in tuple(self.connection_observers):
            observer()

    def _forget(self, session: GatewaySession) -> None:
        if session.socket is None:
            self.sessions.pop(session.id, None)

    def _on_happening(self, happening: Happening) -> None:
        if not self._world.sees(self._world.bot_id, happening):
            return
        for session in list(self.sessions.values()):
            if session.is_for(happening.guild_id) and hears(session.intents, happening):
                self._dispatch(session, happening.name, self._fitted(session, happening))

    def _fitted(self, session: GatewaySession, happening: Happening) -> Json:
        data = happening.data
        if happening.name not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
            return data
        bot_id = self._world.bot_id
        if data["author"]["id"] != bot_id:
            data = {key: value for key, value in data.items() if key != "nonce"}
        if session.intents & Intent.MESSAGE_CONTENT:
            return data
        return withhold_content(data, bot_id=bot_id, dm=happening.guild_id is None)

    def _dispatch(self, session: GatewaySession, name: str, data: Json) -> None:
        """Number an event and send it: once, twice or later, as the faults want it."""
        for dealt in self._faults.dealt(name, data, partial(self._put, session, name, data), session=session.id):
            self._put(session, *dealt)

    def _put(self, session: GatewaySession, name: str, data: Json) -> None:
        frame = session.numbered(name, data)
        is_there = session.socket is not None
        if session.socket is not None:
            session.socket.put(frame, after=self._faults.events_take)
        at = self._clock.now()
        event = SentEvent(session_id=session.id, name=name, data=data, seq=frame["s"], at=at, delivered=is_there)
        self.sent.append(event)
        if len(self.sent) > _REMEMBERED:
            del self.sent[: _REMEMBERED // 10]
        for observer in tuple(self.observers):
            observer(event)
