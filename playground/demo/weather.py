"""Keeps faults going until somebody switches them off."""

from __future__ import annotations

from playground.gateway.gateway import Gateway
from playground.traffic.faults import FOREVER, Fault, Faults

RETRY_AFTER = 2.0


class Weather:
    """What the page can do to the bot: 500 or 429 for every request, a gateway that is away, a lost connection."""

    def __init__(self, faults: Faults, gateway: Gateway) -> None:
        self._faults = faults
        self._gateway = gateway
        self._failing: Fault | None = None
        self._limiting: Fault | None = None

    @property
    def state(self) -> dict[str, bool]:
        return {
            "errors": self._failing is not None,
            "rate_limit": self._limiting is not None,
            "gateway_away": self._faults.gateway_away,
        }

    def errors(self, *, on: bool) -> None:
        """Answer 500 to everything, and carry nothing out."""
        if self._failing is not None:
            self._failing.cancel()
        self._failing = self._faults.fail(500, times=FOREVER) if on else None

    def rate_limit(self, *, on: bool) -> None:
        """Answer 429 to everything: come again in two seconds."""
        if self._limiting is not None:
            self._limiting.cancel()
        self._limiting = self._faults.rate_limit(RETRY_AFTER, times=FOREVER) if on else None

    def gateway_away(self, *, on: bool) -> None:
        """Cut the bot's connection and let it make no other."""
        self._faults.gateway_away = on
        if on:
            self._gateway.cut_sockets()

    def drop(self) -> None:
        """Cut the bot's connection once; it comes back by itself and is told what it missed."""
        self._gateway.cut_sockets()

    def clear(self) -> None:
        """Fair weather."""
        self.errors(on=False)
        self.rate_limit(on=False)
        self.gateway_away(on=False)
