"""Deals gateway events twice, late or never when a test wants that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from playground.world.model import Json


class Fate(Enum):
    TWICE = auto()
    LATE = auto()
    HELD = auto()
    NEVER = auto()


class LateEvent:
    """A gateway event that is sent when the test says so, after all that happened meanwhile."""

    def __init__(self) -> None:
        self._sending: list[Callable[[], None]] = []

    def keep(self, send: Callable[[], None]) -> None:
        """Called by the gateway: how to send the event later."""
        self._sending.append(send)

    def release(self) -> None:
        """Send it now."""
        while self._sending:
            self._sending.pop(0)()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deal:
    """What becomes of the next event of this name; a late one comes after the next of those that overtake it."""

    fate: Fate
    name: str
    overtaken_by: frozenset[str] = frozenset()
    until_released: LateEvent = field(default_factory=LateEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptBack:
    """An event of a session that others overtake."""

    name: str
    data: Json
    overtaken_by: frozenset[str]


class EventFaults:
    """Orders what becomes of the next events that fit; then all is well again."""

    def __init__(self) -> None:
        self._deals: list[_Deal] = []
        self._kept_back: dict[str, list[_KeptBack]] = {}
        self._is_clear = False

    def duplicate_event(self, name: str = "MESSAGE_CREATE") -> None:
        """Send the next such gateway event twice."""
        self._deal(_Deal(fate=Fate.TWICE, name=name))

    def swap_events(self, name: str = "MESSAGE_CREATE") -> None:
        """Send the next such gateway event only after the one of that name that follows it."""
        self.overtake_event(name, by=(name,))

    def overtake_event(self, name: str, *, by: Iterable[str]) -> None:
        """Send the next such gateway event only after the next one of the other names, to the same session."""
        self._deal(_Deal(fate=Fate.LATE, name=name, overtaken_by=frozenset(by)))

    def hold_event(self, name: str = "MESSAGE_CREATE") -> LateEvent:
        """Send the next such gateway event only when it is released."""
        deal = _Deal(fate=Fate.HELD, name=name)
        self._deal(deal)
        return deal.until_released

    def lose_event(self, name: str = "MESSAGE_CREATE") -> None:
        """Never send the next such gateway event, nor replay it."""
        self._deal(_Deal(fate=Fate.NEVER, name=name))

    def clear(self) -> None:
        """All is well from now on; events that were overtaken come with the next one."""
        self._is_clear = True
        self._deals.clear()

    def dealt(self, name: str, data: Json, send: Callable[[], None], *, session: str) -> list[tuple[str, Json]]:
        """Called by the gateway: what to send to a session in place of this event. `send` sends it at another time."""
        events = [(name, data)]
        kept_back = self._kept_back.pop(session, [])
        deal = next((each for each in self._deals if each.name == name), None)
        newly_late: list[_KeptBack] = []
        if deal is not None:
            self._deals.remove(deal)
            if deal.fate is Fate.TWICE:
                events *= 2
            else:
                events.clear()
            if deal.fate is Fate.HELD:
                deal.until_released.keep(send)
            if deal.fate is Fate.LATE:
                newly_late.append(_KeptBack(name=name, data=data, overtaken_by=deal.overtaken_by))
        overtaken = [each for each in kept_back if self._is_clear or (events and name in each.overtaken_by)]
        events += [(each.name, each.data) for each in overtaken]
        left = [each for each in kept_back if each not in overtaken] + newly_late
        if left:
            self._kept_back[session] = left
        return events

    def _deal(self, deal: _Deal) -> None:
        self._is_clear = False
        self._deals.append(deal)
