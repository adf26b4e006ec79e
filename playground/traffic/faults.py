"""Plays a bad network and a busy Discord when a test wants them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from playground.traffic.event_faults import EventFaults
from playground.traffic.rate_limits import MESSAGE, MESSAGES
from playground.traffic.recorded_request import RecordedRequest
from playground.world.bell import PATIENCE, Bell
from playground.world.errors import refusal
from playground.world.model import Json

Predicate = Callable[[RecordedRequest], bool]
FOREVER = 1_000_000_000
WRITING = {MESSAGES, MESSAGE}


class Effect(Enum):
    STATUS = auto()
    RESET = auto()
    LOSE_ANSWER = auto()
    HOLD_BEFORE = auto()
    HOLD_AFTER = auto()
    SLOW = auto()


class Hold:
    """A request that waits: not yet carried out, or carried out but not yet answered."""

    def __init__(self) -> None:
        self._bell = Bell()
        self._ended = asyncio.Event()
        self._goes_on = False
        self.requests: list[RecordedRequest] = []

    async def reached(self, timeout: float = PATIENCE) -> RecordedRequest:  # noqa: ASYNC109 - part of the promised interface
        """Wait until a request is held."""
        return await self._bell.until(
            lambda: self.requests[0] if self.requests else None, timeout=timeout, what="the request to hold"
        )

    def release(self) -> None:
        """Let the request go on. It is carried out even if its sender is gone by now."""
        self._goes_on = True
        self._ended.set()

    def drop(self) -> None:
        """Cut the connection instead; a request held before it was carried out never is."""
        self._ended.set()

    async def wait(self, request: RecordedRequest) -> bool:
        """Called by the server: whether the request may go on."""
        self.requests.append(request)
        self._bell.ring()
        await self._ended.wait()
        return self._goes_on


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault, for the next `left` requests that fit."""

    effect: Effect
    method: str | None = None
    route: str | None = None
    when: Predicate | None = None
    left: int = 1
    status: int = 500
    body: Json | None = None
    retry_after: float = 0.0
    scope: str = "user"
    seconds: float = 0.0
    hold: Hold = field(default_factory=Hold)

    def fits(self, request: RecordedRequest) -> bool:
        return (
            self.left > 0
            and self.method in {None, request.method}
            and self.route in {None, request.route}
            and (self.when is None or self.when(request))
        )

    def cancel(self) -> None:
        self.left = 0


class Faults(EventFaults):
    """Orders faults. Each applies to the next requests (or events) that fit, then all is well again."""

    def __init__(self) -> None:
        super().__init__()
        self._rest: list[Fault] = []
        self._refusals = 0
        self.gateway_away = False
        """While this is set, every attempt to open a gateway socket is answered with 503."""
        self.requests_take = self.events_take = 0.0
        """Seconds from the bot until a request is carried out, and from here until an event is with the bot."""

    def fail(
        self,
        status: int,
        *,
        method: str | None = None,
        route: str | None = None,
        when: Predicate | None = None,
        times: int = 1,
        body: Json | None = None,
    ) -> Fault:
        """Answer with an error status (500, 503, or a 4xx with the given body); nothing is carried out."""
        fault = Fault(effect=Effect.STATUS, method=method, route=route, when=when, left=times, status=status, body=body)
        return self._order(fault)

    def rate_limit(
        self,
        retry_after: float,
        *,
        method: str | None = None,
        route: str | None = None,
        when: Predicate | None = None,
        times: int = 1,
        scope: str = "user",
    ) -> Fault:
        """Answer 429; `scope` is user, global or shared."""
        fault = Fault(effect=Effect.STATUS, method=method, route=route, when=when, left=times, status=429)
        fault.retry_after, fault.scope = retry_after, scope
        return self._order(fault)

    def refuse(self, code: int, *, channel_id: str, saying: str) -> Fault:
        """Refuse every message there that contains these words, sent or edited, as Discord's filters do.

        They read all of it: text, embeds and the names of files. It lasts until the fault is called off.
        """
        refused = refusal(code)
        fault = Fault(effect=Effect.STATUS, status=refused.status, body=refused.body(), left=FOREVER)
        fault.when = lambda request: (
            request.route in WRITING
            and request.method in {"POST", "PATCH"}
            and request.params["channel_id"] == channel_id
            and (saying in json.dumps(request.json, ensure_ascii=False) or saying in dict(request.files))
        )
        return self._order(fault)

    def reset(
        self,
        *,
        method: str | None = None,
        route: str | None = None,
        when: Predicate | None = None,
        times: int = 1,
    ) -> Fault:
        """Reset the connection; nothing is carried out."""
        return self._order(Fault(effect=Effect.RESET, method=method, route=route, when=when, left=times))

    def lose_answer(
        self,
        *,
        method: str | None = None,
        route: str | None = None,
        when: Predicate | None = None,
        times: int = 1,
    ) -> Fault:
        """Carry the request out, then reset the connection instead of answering."""
        fault = Fault(effect=Effect.LOSE_ANSWER, method=method, route=route, when=when, left=times)
        return self._order(fault)

    def hold_before(
        self, *, method: str | None = None, route: str | None = None, when: Predicate | None = None
    ) -> Hold:
        """Let the next such request wait before it is carried out."""
        fault = Fault(effect=Effect.HOLD_BEFORE, method=method, route=route, when=when)
        return self._order(fault).hold

    def hold_after(self, *, method: str | None = None, route: str | None = None, when: Predicate | None = None) -> Hold:
        """Carry the next such request out, and let it wait before it is answered."""
        fault = Fault(effect=Effect.HOLD_AFTER, method=method, route=route, when=when)
        return self._order(fault).hold

    def slow(
        self,
        seconds: float,
        *,
        method: str | None = None,
        route: str | None = None,
        when: Predicate | None = None,
        times: int = 1,
    ) -> Fault:
        """Let half of these seconds pass before the request is carried out, and half before it is answered."""
        fault = Fault(effect=Effect.SLOW, method=method, route=route, when=when, left=times, seconds=seconds)
        return self._order(fault)

    def refuse_gateway(self, times: int = 1) -> None:
        """Answer the next attempts to open a gateway socket with 503."""
        self._refusals += times

    def slow_down(self, *, requests: float, events: float = 0.0) -> None:
        """Let every request and every event be under way for so many seconds."""
        self.requests_take, self.events_take = requests, events

    def clear(self) -> None:
        """All is well from now on; what is held goes on, and events that were overtaken come with the next one."""
        super().clear()
        for fault in self._rest:
            fault.hold.release()
        self._rest.clear()
        self._refusals = 0
        self.gateway_away = False
        self.requests_take = self.events_take = 0.0

    def close(self) -> None:
        """Let go of everything held, without carrying it out."""
        for fault in self._rest:
            fault.hold.drop()

    def strike(self, request: RecordedRequest) -> Fault | None:
        """Called by the REST server: the fault for this request, counted as used."""
        for fault in self._rest:
            if fault.fits(request):
                fault.left -= 1
                return fault
        return None

    def refuses_gateway(self) -> bool:
        """Called by the gateway: whether to turn this attempt away, counted as used."""
        if self.gateway_away:
            return True
        if self._refusals <= 0:
            return False
        self._refusals -= 1
        return True

    def _order(self, fault: Fault) -> Fault:
        self._is_clear = False
        self._rest.append(fault)
        return fault
