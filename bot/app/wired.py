"""What the wiring makes of a client: the parts that the application starts and stops, and its services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.client.registry import Registry
from bot.inbound.door import Door
from bot.outbound.delivery_loop import DeliveryLoop
from bot.privacy.usecases.forgetting.work import ForgettingWork


class Background(Protocol):
    """What goes on beside everything that people ask for."""

    async def run(self) -> None:
        """Go on until it is stopped."""

    def stop(self) -> None:
        """Begin nothing more; `run` ends soon. Safe to call twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wired:
    """The parts that the application starts and stops, and the services that answer Discord."""

    door: Door
    delivery_loop: DeliveryLoop
    forgetting: ForgettingWork
    clocks: Mapping[str, Background]
    """What does things at their time, by names for the log: it stops when work in hand is finished."""
    upkeep: Mapping[str, Background]
    """What can wait for the next start: it stops first."""
    look_again: Callable[[], None]
    """Has everyone who rests until something is due look now."""
    services: Registry
