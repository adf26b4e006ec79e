"""Builds the services of safety on a server, and says what of them is removed in time."""

from __future__ import annotations

from bot.client.client import MockInterviewBot
from bot.client.incoming import name_of_server
from bot.core.content import ServerId
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.formatting.quoting import plain_name
from bot.outbound.handled import Batch, Limits
from bot.outbound.messenger import Messenger
from bot.outbound.upkeep.cleanup import MOST
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission
from bot.reviewing.usecases.safety.found import ReviewsShown
from bot.reviewing.usecases.safety.muting import Muting
from bot.reviewing.usecases.safety.reporting import Reporting
from bot.servers.domain.audit import ACTS_KEPT
from bot.servers.usecases.audit_trail import AuditTrail
from bot.servers.usecases.duties import Duties
from bot.servers.usecases.safety_settings import SafetySettings
from bot.text.texts import Texts


class Safety:
    """What the wiring needs to know of all this."""

    def __init__(
        self,
        bot: MockInterviewBot,
        unit_of_work: UnitOfWorkFactory[PractisingUnitOfWork],
        *,
        messenger: Messenger,
        patience: float,
        texts: Texts,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._clock = clock
        self.admission = Admission(messenger=messenger, patience=patience, names=self._name, clock=clock)
        self.services = (
            Muting(unit_of_work=unit_of_work, clock=clock),
            Reporting(unit_of_work=unit_of_work, clock=clock),
            ReviewsShown(unit_of_work=unit_of_work),
            AuditTrail(unit_of_work=unit_of_work, clock=clock),
            SafetySettings(unit_of_work=unit_of_work, clock=clock),
            Duties(unit_of_work=unit_of_work),
        )
        self.removed = {"old acts": self._old_acts, "ended mutes": self._ended_mutes}
        """For `Cleanup`, each by the name that it has in the log."""

    def _name(self, server: ServerId) -> str:
        return plain_name(name_of_server(self._bot.get_guild(server), otherwise=self._texts("server-unnamed")))

    async def _old_acts(self, uow: PractisingUnitOfWork, _limits: Limits, _reached: object) -> Batch:
        removed = await uow.audit_log.remove(before=self._clock() - ACTS_KEPT, most=MOST)
        return Batch(removed=removed, is_last=removed < MOST)

    async def _ended_mutes(self, uow: PractisingUnitOfWork, _limits: Limits, _reached: object) -> Batch:
        removed = await uow.mutes.remove_ended(before=self._clock(), most=MOST)
        return Batch(removed=removed, is_last=removed < MOST)
