"""A real unit of work in the middle of which something else happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, Self

from bot.core.transactions import ConcurrentUpdate
from bot.privacy.usecases.forgetting.ports import ForgettingUnitOfWork
from tests.usecases.process import Process

Interruption = Callable[[], Awaitable[object]]


class Interrupted:
    """A `UnitOfWorkFactory`: what is planned for a call, such as `outbox.claim` or `commit`, happens at it once."""

    def __init__(self, units: Callable[..., ForgettingUnitOfWork]) -> None:
        self._units = units
        self._before: dict[str, list[Interruption]] = {}
        self._after: dict[str, list[Interruption]] = {}
        self.calls: Counter[str] = Counter()

    def before(self, call: str, interruption: Interruption) -> None:
        self._before.setdefault(call, []).append(interruption)

    def after(self, call: str, interruption: Interruption) -> None:
        self._after.setdefault(call, []).append(interruption)

    def conflict(self, *, times: int = 1, at: str = "interviews.save") -> None:
        """Somebody else changes the same rows first."""
        for _ in range(times):
            self.before(at, _conflict)

    def __call__(self, **options: Any) -> ForgettingUnitOfWork:
        unit: Any = _Unit(self, self._units(**options))
        result: ForgettingUnitOfWork = unit
        return result

    async def run(self, name: str, call: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
        self.calls[name] += 1
        await self._interrupt(self._before.get(name))
        result = await call(*args, **kwargs)
        await self._interrupt(self._after.get(name))
        return result

    async def _interrupt(self, planned: list[Interruption] | None) -> None:
        if planned:
            await planned.pop(0)()


async def _conflict() -> None:
    raise ConcurrentUpdate


class _Unit:
    def __init__(self, plan: Interrupted, real: ForgettingUnitOfWork) -> None:
        self._plan = plan
        self._real = real

    def __getattr__(self, name: str) -> _Repository:
        return _Repository(self._plan, name, getattr(self._real, name))

    async def commit(self) -> None:
        await self._plan.run("commit", self._real.commit)

    async def __aenter__(self) -> Self:
        await self._plan.run("begin", self._real.__aenter__)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._real.__aexit__(*exc)


class _Repository:
    def __init__(self, plan: Interrupted, name: str, real: object) -> None:
        self._plan = plan
        self._name = name
        self._real = real

    def __getattr__(self, name: str) -> Callable[..., Any]:
        real: Callable[..., Any] = getattr(self._real, name)
        if not iscoroutinefunction(real):
            return real  # nothing can happen in the middle of it

        async def call(*args: Any, **kwargs: Any) -> Any:
            return await self._plan.run(f"{self._name}.{name}", real, *args, **kwargs)

        return call


def interrupted(process: Process) -> tuple[Process, Interrupted]:
    """The same process, in the middle of whose transactions something else happens."""
    units = Interrupted(process.unit_of_work)
    return (
        Process(
            unit_of_work=units,
            discord=process.discord,
            clock=process.clock,
            catalogue=process.catalogue,
            name=process.name,
        ),
        units,
    )
