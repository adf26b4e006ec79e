"""Logs what goes over the wire: the bot's requests, the gateway's events, connections."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from itertools import count

from playground.gateway.session import SentEvent
from playground.server import Playground
from playground.traffic.recorded_request import RecordedRequest
from playground.world.model import Json

KEPT = 400
# A JSON longer than this is shown by its size only: the page would choke on it.
LONGEST = 200_000


class Wire:
    """Keeps the newest entries, and calls its watchers with each."""

    def __init__(self, playground: Playground) -> None:
        self.entries: deque[Json] = deque(maxlen=KEPT)
        self.watchers: list[Callable[[Json], None]] = []
        self._playground = playground
        self._numbers = count(1)
        self._connected = False
        playground.request_observers.append(self._on_request)
        playground.gateway_observers.append(self._on_event)
        playground.gateway.connection_observers.append(self._on_connection)

    @contextmanager
    def following(self) -> Iterator[AsyncIterator[Json]]:
        """All entries that are kept, then those to come, for as long as the block lasts."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        for entry in self.entries:
            queue.put_nowait(entry)
        self.watchers.append(queue.put_nowait)

        async def come() -> AsyncIterator[Json]:
            while True:
                yield await queue.get()

        try:
            yield come()
        finally:
            self.watchers.remove(queue.put_nowait)

    def _on_request(self, request: RecordedRequest) -> None:
        took = self._playground.clock.now() - request.at
        self._add(
            {
                "kind": "rest",
                "at": request.at,
                "title": f"{request.method} {request.path}",
                "route": request.route,
                "status": request.status,
                "took": round(took * 1000),
                "fault": request.fault,
                "files": [f"{name}, {size} bytes" for name, size in request.files],
                "query": request.query or None,
                "request": request.json,
                "response": request.response,
            }
        )

    def _on_event(self, event: SentEvent) -> None:
        self._add(
            {
                "kind": "gateway",
                "at": event.at,
                "title": event.name,
                "seq": event.seq,
                "delivered": event.delivered,
                "data": event.data,
            }
        )

    def _on_connection(self) -> None:
        connected = self._playground.gateway.connected
        if connected != self._connected:
            self._connected = connected
            said = "The bot is connected" if connected else "The bot's connection has ended"
            self._add({"kind": "connection", "at": self._playground.clock.now(), "title": said})

    def _add(self, entry: Json) -> None:
        entry["id"] = next(self._numbers)
        self.entries.append(entry)
        for watcher in tuple(self.watchers):
            watcher(entry)


def as_text(entry: Json) -> str:
    """An entry as JSON; what was on the wire stands in it as text, for browsers would round the large numbers in it."""
    shown = dict(entry)
    for key in ("query", "request", "response", "data"):
        if entry.get(key) is not None:
            text = json.dumps(entry[key], indent=2, ensure_ascii=False)
            shown[key] = text if len(text) <= LONGEST else f"{len(text)} characters of JSON: too much to show"
    return json.dumps(shown)
