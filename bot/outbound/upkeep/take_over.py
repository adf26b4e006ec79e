"""Takes over what other processes were about to send when they died."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.core.looking import Looking
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.outbox import OutboundUnitOfWork

log = logging.getLogger(__name__)

LOOKED_EVERY = 3.0
"""Seconds. Two looks must find a process dead: one that only lost its connection shows within one that it lives."""


class TakeOver(Looking):
    """Lets the claims of dead processes lapse, so that their parcels are sent within ten seconds by this one."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[OutboundUnitOfWork],
        process: str,
        show_life: Callable[[], Awaitable[None]],
        clock: Clock,
    ) -> None:
        """`show_life` makes sure that other processes see that this one, by the name of `process`, lives."""
        super().__init__()
        self._uow = unit_of_work
        self._process = process
        self._show_life = show_life
        self._clock = clock
        self._seen_dead: set[str] = set()

    async def _look_without_fail(self) -> float:
        try:
            await self._show_life()
            await self.look()
        except Exception:
            log.exception("claims of dead processes not looked at")
        return LOOKED_EVERY

    async def look(self) -> None:
        """Let the claims lapse of each process that was dead at the last look, and is so now."""
        async with self._uow() as uow:
            dead = set(await uow.outbox.dead_claimers(besides=self._process))
            certain = dead & self._seen_dead
            for each in certain:
                await uow.outbox.lapse_claims(each, now=self._clock())
            if certain:
                await uow.commit()
        self._seen_dead = dead
        if certain:
            log.warning("process died; its parcels are taken over", extra={"processes": len(certain)})
