"""The stand-in as a whole: one bot can connect, people can act, and it is known what the bot asked for."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from aiohttp import web

from benchmarks.stand_in.gateway import Gateway
from benchmarks.stand_in.interactions import Interactions
from benchmarks.stand_in.rest import API, Rest
from benchmarks.stand_in.watching import Watch


class StandIn:
    """Listens on loopback as long as the block lasts."""

    def __init__(self, *, watch: Watch | None = None, gateway: Gateway | None = None, rest: type[Rest] = Rest) -> None:
        self.watch = watch or Watch()
        self.gateway = gateway or Gateway()
        self.interactions = Interactions(self.gateway, self.watch)
        self.rest = rest(self.gateway, self.interactions, self.watch)
        self._runner = web.AppRunner(self.rest.application(), access_log=None, shutdown_timeout=1)
        self._address = ""

    @property
    def api_base(self) -> str:
        return f"http://{self._address}{API}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self._address}/gateway"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port, *_ = self._runner.addresses[0]
        self._address = f"{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
