"""What buttons, commands and listeners find at the client: sentences, the time, and use cases by their class."""

from __future__ import annotations

from typing import TypeVar

from bot.core.transactions import Clock
from bot.text.texts import Texts

Service = TypeVar("Service")


class Registry:
    """Filled once by the composition root; knows no feature, and hands each service out with its own type."""

    def __init__(self, *services: object, texts: Texts, clock: Clock) -> None:
        self.texts = texts
        self.clock = clock
        self._services = {type(service): service for service in services}

    def __getitem__(self, kind: type[Service]) -> Service:
        """The service of this class.

        Raises:
            KeyError: there is none: a mistake in the composition root.
        """
        service = self._services[kind]
        if not isinstance(service, kind):  # never: they are kept by their type
            raise TypeError(kind)
        return service
