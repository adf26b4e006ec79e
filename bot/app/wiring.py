"""Builds the services of a client: which use case works with what."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from functools import partial
from random import SystemRandom

from bot.banks.format.catalogue import Catalogue
from bot.banks.usecases.administration import BankAdministration
from bot.banks.usecases.shelf import BankShelf
from bot.banks.usecases.uploads import BankUploads
from bot.client.client import MockInterviewBot
from bot.client.errors import sentence
from bot.client.hints import Hints
from bot.client.messenger.messenger import DiscordMessenger
from bot.client.registry import Services
from bot.client.work import Work
from bot.core.content import ReviewId, ServerId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.locks import KeyedLocks
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.core.transactions import Clock
from bot.inbound.catch_up import CatchUp
from bot.inbound.channel_history import ServerHistory
from bot.inbound.direct_messages import Intake
from bot.inbound.dm_history import DirectHistory
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.usecases.parcels import InterviewFreight
from bot.interviewing.views.composer import MessageComposer
from bot.interviewing.views.rehearsal_limits import unsendable
from bot.outbound.delivery_loop import DeliveryLoop
from bot.outbound.draft import Draft
from bot.outbound.in_flight import Arrivals
from bot.outbound.messenger import ChannelGone, Messenger, RecipientClosed, SendingFailed, SendingRefused
from bot.outbound.relay import OutboxRelay
from bot.reviewing.usecases.candidate import ReviewService
from bot.reviewing.usecases.coach import CoachingService
from bot.reviewing.usecases.coach_desk import CoachDesk
from bot.reviewing.usecases.comments import Correspondence
from bot.reviewing.usecases.deleted_posts import Places
from bot.reviewing.usecases.parcels import ReviewFreight
from bot.reviewing.usecases.scheduler import ReviewClock
from bot.reviewing.usecases.submissions import ReviewRequests
from bot.reviewing.views.composer import ReviewMessages
from bot.servers.usecases.settings import Administration
from bot.storage.storage import Storage
from bot.text.texts import DEFAULT_LOCALE, Texts

log = logging.getLogger(__name__)

_HINTS = {
    Outcome.WITHHELD: "hint-withheld",
    Outcome.EDIT_WITHHELD: "hint-edit-withheld",
    Outcome.NO_ANSWER: "hint-nothing-to-send",
}


def now() -> datetime:
    return datetime.now(UTC)


def services_for(bot: MockInterviewBot, storage: Storage, catalogue: Catalogue, *, clock: Clock = now) -> Services:
    """Everything that buttons, commands and listeners call. The storage is open."""
    uow = storage.unit_of_work
    texts = Texts.load()
    chance = SystemRandom()
    people: KeyedLocks[UserId] = KeyedLocks()
    reviews: KeyedLocks[ReviewId] = KeyedLocks()
    messenger = DiscordMessenger(bot)
    shelf = BankShelf(unit_of_work=uow, catalogue=catalogue)
    arrivals = Arrivals(unit_of_work=uow, clock=clock)
    interviews = InterviewService(
        unit_of_work=uow, shelf=shelf, locks=people, arrivals=arrivals, clock=clock, chance=chance
    )
    correspondence = Correspondence(
        unit_of_work=uow, candidate_locks=people, review_locks=reviews, arrivals=arrivals, clock=clock
    )
    intake = Intake(interviews=interviews, correspondence=correspondence)

    async def caught_up(server: ServerId) -> None:
        await catch_up.let_coach_through(server)  # it is made below, because it needs the loop, which needs the relay

    relay = OutboxRelay(
        unit_of_work=uow,
        messenger=messenger,
        interviews=InterviewFreight(composer=MessageComposer(texts), locks=people),
        reviews=ReviewFreight(
            composer=ReviewMessages(texts),
            locks=reviews,
            clock=clock,
            caught_up=caught_up,
        ),
        clock=clock,
        process=secrets.token_hex(8),
    )
    loop = DeliveryLoop(unit_of_work=uow, relay=relay, clock=clock)
    unsent = partial(_say_why_not, messenger, texts)
    history = ServerHistory(
        unit_of_work=uow,
        messenger=messenger,
        correspondence=correspondence,
        arrivals=arrivals,
        stored=loop.nudge,
        unsent=unsent,
    )
    catch_up = CatchUp(
        direct=DirectHistory(
            unit_of_work=uow,
            messenger=messenger,
            intake=intake,
            arrivals=arrivals,
            stored=loop.nudge,
            refused=unsent,
        ),
        servers=history,
    )
    return Services(
        interviews=interviews,
        intake=intake,
        requests=ReviewRequests(unit_of_work=uow, locks=people, clock=clock, chance=chance, messenger=messenger),
        reviews=ReviewService(unit_of_work=uow, locks=people, clock=clock),
        coaching=CoachingService(unit_of_work=uow, locks=reviews, clock=clock),
        correspondence=correspondence,
        places=Places(unit_of_work=uow, locks=reviews, clock=clock),
        desk=CoachDesk(unit_of_work=uow, clock=clock),
        administration=Administration(unit_of_work=uow),
        review_clock=ReviewClock(unit_of_work=uow, locks=reviews, clock=clock, stored=loop.nudge),
        lookups=Lookups(unit_of_work=uow),
        relay=relay,
        delivery_loop=loop,
        catch_up=catch_up,
        shelf=shelf,
        banks=BankAdministration(unit_of_work=uow, catalogue=catalogue),
        bank_uploads=BankUploads(
            unit_of_work=uow, catalogue=catalogue, inspect=partial(unsendable, texts=texts), clock=clock
        ),
        texts=texts,
        clock=clock,
        work=Work(),
        hints=Hints(),
    )


async def _say_why_not(messenger: Messenger, texts: Texts, message: IncomingMessage, reason: Refusal | Outcome) -> None:
    """Answer what was written or edited while the bot was away, as it would have been answered then. Never raises.

    If Discord does not take it now, the reading of what else was written goes on all the same.
    """
    said = sentence(reason, texts, locale=DEFAULT_LOCALE) if isinstance(reason, Refusal) else texts(_HINTS[reason])
    draft = Draft(content=said, reply_to=message.id)
    try:
        await messenger.send(message.channel, draft, nonce=secrets.token_urlsafe(15))
    except (ChannelGone, RecipientClosed, SendingFailed, SendingRefused) as error:
        log.warning("hint not sent", extra={"to": message.id, "reason": str(error)})
