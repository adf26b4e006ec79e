"""Shows how the bot is, from before its database is opened until after it is closed."""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from importlib.metadata import version

from bot.config import Config
from bot.core.observing import Backlog, Observer
from bot.core.transactions import Clock
from bot.health.backlog import LatestBacklog
from bot.health.metrics import CONTENT_TYPE, LastBackup, Metrics
from bot.health.pulse import Pulse
from bot.health.readiness import Condition, Readiness
from bot.health.server import HealthPage, HealthServer
from bot.health.service_manager import ServiceManager
from bot.health.signs import SignsOfLife


def _no_backup() -> datetime | None:
    return None


class Observation:
    """What is seen of one bot, and shown to whoever runs it."""

    def __init__(self, config: Config, *, clock: Clock, last_backup: LastBackup = _no_backup) -> None:
        self._config = config.health
        self._clock = clock
        self._signs = SignsOfLife()
        about = {
            "version": version("mock-interviewer"),
            "python": platform.python_version(),
            "database": "sqlite" if config.database.url.get_secret_value().startswith("sqlite") else "postgresql",
        }
        self._metrics = Metrics(self._signs, about=about, last_backup=last_backup)

    @property
    def observer(self) -> Observer:
        """Sees what is shown here."""
        return self._metrics

    @asynccontextmanager
    async def shown(
        self, stopping: asyncio.Event, backlog: Callable[[datetime], Awaitable[Backlog | None]]
    ) -> AsyncIterator[None]:
        """Serve health and metrics and tell systemd, while the block runs. `stopping`: set once the bot is to end."""
        latest = LatestBacklog(lambda: backlog(self._clock()))
        readiness = Readiness(self._signs, latest, seconds_since=self._seconds_since, stopping=stopping)
        pulse = Pulse(readiness, ServiceManager(os.environ), lagged=self._metrics.loop_lagged, stopping=stopping)

        async def alive() -> HealthPage:
            return HealthPage(body=b"alive\n")  # whoever reads this knows that the event loop turns

        async def ready() -> HealthPage:
            condition, reasons = await readiness.look()
            lines = "".join(f"{each}\n" for each in reasons or ("ready",))
            is_ready = condition is Condition.READY
            return HealthPage(status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE, body=lines.encode())

        async def metrics() -> HealthPage:
            condition, _ = await readiness.look()
            page = self._metrics.page(
                await latest.get(), ready=condition is Condition.READY, seconds_since=self._seconds_since
            )
            return HealthPage(content_type=CONTENT_TYPE, body=page)

        pages = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}
        server = HealthServer(pages, host=self._config.host, port=self._config.port)
        tasks = [asyncio.create_task(pulse.run(), name="pulse")]
        if self._config.enabled:
            tasks.append(asyncio.create_task(server.serve(), name="health"))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            pulse.stop()
            await server.close()
            await latest.close()

    def _seconds_since(self, moment: datetime) -> float:
        return (self._clock() - moment).total_seconds()
