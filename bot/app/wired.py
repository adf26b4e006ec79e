"""What the wiring makes of a client: the parts that the application starts and stops, and its services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.client.registry import Registry
from bot.inbound.door import Door
from bot.outbound.delivery_loop import DeliveryLoop
from bot.outbound.upkeep.cleanup import Cleanup
from bot.outbound.upkeep.take_over import TakeOver
from bot.practising.usecases.reminders import ReminderScheduler
from bot.privacy.usecases.exporting.maker import ExportMaker
from bot.privacy.usecases.exporting.ports import ExportingUnitOfWork
from bot.reviewing.usecases.scheduler import ReviewScheduler
from bot.reviewing.usecases.team.roll_call import RollCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Wired:
    """The parts that the application starts and stops, and the services that answer Discord."""

    door: Door
    delivery_loop: DeliveryLoop
    scheduler: ReviewScheduler
    reminding: ReminderScheduler
    exporting: ExportMaker
    roll_call: RollCall
    take_over: TakeOver
    cleanup: Cleanup[ExportingUnitOfWork]
    look_again: Callable[[], None]
    """Has everyone who rests until something is due look now."""
    services: Registry
