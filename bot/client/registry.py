"""The registry in which buttons, commands and listeners find sentences, the clock and use cases."""

from __future__ import annotations

from typing import TypeVar

from bot.core.transactions import Clock
from bot.text.texts import Texts

Service = TypeVar("Service")


class Registry:
    """Filled once by the wiring; knows no feature, and returns each service with its own type."""

    def __init__(self, *services: object, texts: Texts, clock: Clock) -> None:
        self.texts = texts
        self.clock = clock
        self._services = {type(service): service for service in services}

    def __getitem__(self, kind: type[Service]) -> Service:
        """The service of this class.

        Raises:
            KeyError: the wiring does not build it, which is a mistake there.
        """
        service = self._services[kind]
        if not isinstance(service, kind):  # never: services are stored by their type
            raise TypeError(kind)
        return service
