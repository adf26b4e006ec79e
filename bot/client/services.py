"""What buttons, commands and listeners find at the client."""

from __future__ import annotations

from dataclasses import dataclass

from bot.banks.catalogue import Catalogue
from bot.client.hints import Hints
from bot.client.work import Work
from bot.services.catch_up import CatchUp
from bot.services.delivery_loop import DeliveryLoop
from bot.services.interviews import InterviewService
from bot.services.lookups import Lookups
from bot.services.ports import Clock
from bot.services.relay import OutboxRelay
from bot.text.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    interviews: InterviewService
    lookups: Lookups
    relay: OutboxRelay
    delivery_loop: DeliveryLoop
    catch_up: CatchUp
    catalogue: Catalogue
    texts: Texts
    clock: Clock
    work: Work
    hints: Hints
