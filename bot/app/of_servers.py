"""Builds the services of coaches, of servers and of their banks that nothing else in the wiring needs."""

from __future__ import annotations

from functools import partial

from bot.banks.format.catalogue import Catalogue
from bot.banks.usecases.administration import BankAdministration
from bot.banks.usecases.uploads import BankUploads
from bot.client.messenger.readers import ChannelReaders
from bot.core.content import ReviewId
from bot.core.locks import KeyedLocks
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.interviewing.views.rehearsal_limits import unsendable
from bot.outbound.messenger import Messenger
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.reviewing.usecases.coach_profiles import CoachProfiles
from bot.reviewing.usecases.missing_posts import MissingPosts
from bot.reviewing.usecases.notes import Notes
from bot.reviewing.usecases.queue import CoachQueue
from bot.reviewing.usecases.removals import Removals
from bot.reviewing.usecases.snippets import Snippets
from bot.reviewing.usecases.team.interests import CoachInterests
from bot.reviewing.usecases.team.server_figures import ServerFigures
from bot.servers.usecases.exposure import ReviewChannelGuard
from bot.servers.usecases.greetings import Greetings
from bot.servers.usecases.settings import ServerSettings
from bot.servers.views.exposure import ExposureMessages
from bot.text.texts import Texts


def of_servers(
    uow: UnitOfWorkFactory[PractisingUnitOfWork],
    *,
    reviews: KeyedLocks[ReviewId],
    readers: ChannelReaders,
    messenger: Messenger,
    texts: Texts,
    clock: Clock,
) -> tuple[object, ...]:
    """As `wired` builds everything else."""
    return (
        CoachQueue(unit_of_work=uow, clock=clock),
        ServerFigures(unit_of_work=uow, clock=clock),
        CoachProfiles(unit_of_work=uow),
        CoachInterests(unit_of_work=uow),
        Snippets(unit_of_work=uow),
        Notes(unit_of_work=uow, clock=clock),
        MissingPosts(unit_of_work=uow, locks=reviews, clock=clock),
        Removals(unit_of_work=uow, clock=clock),
        ServerSettings(unit_of_work=uow, readers=readers, clock=clock),
        ReviewChannelGuard(
            unit_of_work=uow, readers=readers, messenger=messenger, composer=ExposureMessages(texts), clock=clock
        ),
        Greetings(unit_of_work=uow),
    )


def of_banks(
    uow: UnitOfWorkFactory[PractisingUnitOfWork], catalogue: Catalogue, *, texts: Texts, clock: Clock
) -> tuple[object, ...]:
    """As `of_servers`."""
    inspect = partial(unsendable, texts=texts)
    return (
        BankAdministration(unit_of_work=uow, catalogue=catalogue, clock=clock),
        BankUploads(unit_of_work=uow, catalogue=catalogue, inspect=inspect, clock=clock),
    )
