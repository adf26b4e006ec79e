"""Builds what serves the answers that candidates share with each other."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.interviewing.usecases.ports import AnswerFollower
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.reviewing.usecases.safety.admission import Admission
from bot.servers.usecases.ports import Readers
from bot.sharing.usecases.cards import SharedCards
from bot.sharing.usecases.coaches import SharedForCoaches
from bot.sharing.usecases.judging import Judgements
from bot.sharing.usecases.parcels import ShareParcels
from bot.sharing.usecases.reports import ReportedForCoaches
from bot.sharing.usecases.writers import SharedByWriter
from bot.sharing.views.composer import ShareMessages
from bot.text.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingParts:
    """What the relay, the application and the cogs need of sharing."""

    parcels: ShareParcels[PractisingUnitOfWork]
    cards: SharedCards
    services: tuple[object, ...]


def sharing_parts(
    uow: UnitOfWorkFactory[PractisingUnitOfWork],
    *,
    texts: Texts,
    readers: Readers,
    follower: AnswerFollower[PractisingUnitOfWork],
    admission: Admission,
    clock: Clock,
) -> SharingParts:
    """As `wired` builds everything else."""
    cards = SharedCards(unit_of_work=uow, clock=clock)
    return SharingParts(
        parcels=ShareParcels(composer=ShareMessages(texts), readers=readers, follower=follower),
        cards=cards,
        services=(
            cards,
            SharedByWriter(unit_of_work=uow, admission=admission, clock=clock),
            SharedForCoaches(unit_of_work=uow, clock=clock),
            Judgements(unit_of_work=uow, clock=clock),
            ReportedForCoaches(unit_of_work=uow, clock=clock),
        ),
    )
