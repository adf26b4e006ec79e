"""Handles the parcels of shared answers for the relay."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from bot.core.content import ChannelId, MessageId, ShareId
from bot.core.locks import KeyedLocks
from bot.interviewing.usecases.ports import AnswerFollower
from bot.outbound.handler import Action, OutgoingMessage, Paced, Stale
from bot.outbound.look import BegunSending
from bot.outbound.messenger import Messenger
from bot.outbound.outbox import Parcel
from bot.outbound.reachability import forget_channel
from bot.outbound.rejection import Barrier, RefusedFor
from bot.reviewing.usecases.parcels.handler import UNTIL_PRIVATE
from bot.reviewing.usecases.parcels.unreachable import LONGEST_REST, UNTIL_MENDED
from bot.servers.domain.model import Server
from bot.servers.usecases.ports import Readers
from bot.sharing.domain.effects import RemoveSharedCard, ShareEffect, ShowSharedCard, TellWriter, WriterNews
from bot.sharing.domain.model import SharedAnswer, SharedCard, VersionState
from bot.sharing.usecases.outgoing import share_parcels
from bot.sharing.usecases.ports import ShareComposer, SharingUnitOfWork

U = TypeVar("U", bound=SharingUnitOfWork)

_STATES = {
    WriterNews.APPEARED: VersionState.APPROVED,
    WriterNews.CHANGE_ASKED: VersionState.CHANGE_ASKED,
    WriterNews.DECLINED: VersionState.DECLINED,
}


class ShareParcels(Generic[U]):
    """Implements `bot.outbound.handler.ParcelHandler` for shared answers."""

    may_reorder = False

    def __init__(self, *, composer: ShareComposer, readers: Readers, follower: AnswerFollower[U]) -> None:
        self._composer = composer
        self._readers = readers
        self._follower = follower
        self._locks: KeyedLocks[ShareId] = KeyedLocks()

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.lock(ShareId(parcel.subject))

    def must_follow(self, parcel: Parcel, left: Parcel) -> bool:  # noqa: ARG002 - the port's
        return False

    async def is_edit(self, uow: U, parcel: Parcel) -> bool:  # noqa: ARG002 - the port's
        return False

    async def load(
        self,
        uow: U,
        parcel: Parcel,
        *,
        now: datetime,
        paced: bool,  # noqa: ARG002 - the port's
    ) -> LoadedShareParcel[U] | Paced | Stale:
        effect = _effect_of(parcel)
        share = await uow.shares.get(ShareId(parcel.subject))
        server = None if share is None else await uow.servers.get(share.server)
        if share is None or server is None:
            return Stale.STALE
        if server.removed_at is not None and not parcel.is_direct:
            # Nobody there can be shown anything; if the bot is ever back, `Outbox.hasten_cards` has it sent.
            return Paced(until=now + LONGEST_REST, is_held_up=True)
        channel = card_channel(share, server)
        if isinstance(effect, ShowSharedCard) and not share.is_taken_back and not self._may_post(server, channel):
            return Paced(until=now + UNTIL_PRIVATE, is_held_up=True)
        return LoadedShareParcel(
            parcel=parcel,
            effect=effect,
            is_wanted=_is_wanted(effect, share, server),
            share=share,
            server=server,
            channel=channel,
            composer=self._composer,
            follower=self._follower,
        )

    def _may_post(self, server: Server, channel: ChannelId) -> bool:
        return self._readers.may_post(server.id, channel, insiders=server.insiders)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedShareParcel(Generic[U]):
    """Implements `bot.outbound.handler.LoadedParcel`."""

    parcel: Parcel
    effect: ShareEffect
    is_wanted: bool
    share: SharedAnswer
    server: Server
    channel: ChannelId
    """Where its card belongs."""
    composer: ShareComposer
    follower: AnswerFollower[U]

    def prepare(self) -> OutgoingMessage | Action | None:
        match self.effect:
            case ShowSharedCard():
                draft, card = self.composer.card(self.share, self.server), self.share.card
                if card is None or card.channel != self.channel:
                    return OutgoingMessage(draft=draft, channel=self.channel)
                if self.share.card_outdated:
                    return OutgoingMessage(draft=draft, channel=self.channel, instead_of=card.message)
                return OutgoingMessage(draft=draft, channel=self.channel, there=card.message)
            case RemoveSharedCard(channel=channel, message=message):

                async def remove(messenger: Messenger) -> None:
                    await messenger.delete(channel, message)

                return Action(perform=remove)
            case TellWriter():
                return OutgoingMessage(draft=self.composer.news(self.effect, self.share), channel=None)

    def instead(self, reference: str) -> OutgoingMessage | None:  # noqa: ARG002 - the port's
        """Nobody waits for a message of this kind: coaches have other cards, and the writer has `/shared`."""
        return None

    async def on_found(self, uow: U, message: MessageId, sending: BegunSending, *, at: datetime) -> None:
        if isinstance(self.effect, ShowSharedCard) and sending.channel is not None:
            await self._arrived(uow, message, channel=sending.channel, at=at)
            await self._put(uow, self.effect, at=at)  # what was found may be out of date

    async def on_sent(self, uow: U, message: MessageId | None, *, at: datetime) -> None:
        if isinstance(self.effect, ShowSharedCard) and message is not None:
            await self._arrived(uow, message, channel=self.channel, at=at)

    async def on_forbidden(self, uow: U, barrier: Barrier, *, at: datetime, retry_at: datetime) -> datetime | None:
        if not self.parcel.is_direct:
            return at + UNTIL_MENDED
        if barrier is Barrier.PASSING:
            return retry_at
        await self.follower.on_unreachable(uow, self.parcel.candidate, barrier, at=at)
        return at

    async def on_refused(self, uow: U, refused_for: RefusedFor, *, at: datetime) -> None:
        """Does nothing: the relay has logged it."""

    async def on_delayed(self, uow: U, *, at: datetime) -> None:
        """Does nothing: nobody waits for a message of this kind."""

    async def on_channel_gone(self, uow: U, *, at: datetime) -> None:  # noqa: ARG002 - the port's
        """The card comes anew where coaches read, once an admin has chosen that."""
        if self.parcel.is_direct:
            await forget_channel(uow, self.parcel.candidate)
            return
        share = await uow.shares.get(self.share.id)
        if share is not None and share.card is not None and share.card.channel == self.channel:
            await uow.shares.save(replace(share, card=None, card_outdated=False))

    async def _arrived(self, uow: U, message: MessageId, *, channel: ChannelId, at: datetime) -> None:
        share = await uow.shares.get(self.share.id)
        if share is None:
            return
        before = share.card
        if before is not None and before.message == message:
            return
        if before is not None and before.channel != channel:
            await self._put(uow, RemoveSharedCard(channel=before.channel, message=before.message), at=at)
        card = SharedCard(channel=channel, message=message, shown_at=at)
        await uow.shares.save(replace(share, card=card, card_outdated=False))

    async def _put(self, uow: U, effect: ShareEffect, *, at: datetime) -> None:
        cause = f"parcel:{self.parcel.id}"
        await uow.outbox.put(share_parcels(self.share, [effect], channel=self.channel, cause=cause, due_at=at))


def card_channel(share: SharedAnswer, server: Server) -> ChannelId:
    """Where the card belongs: with coaches while they have something to decide, and where it is after that."""
    if share.card is None or share.needs_coach:
        return server.review_channel
    return share.card.channel


def _is_wanted(effect: ShareEffect, share: SharedAnswer, server: Server) -> bool:
    match effect:
        case ShowSharedCard():
            return share.card is not None or not share.is_taken_back
        case RemoveSharedCard():
            return True
        case TellWriter(number=number, news=news):
            version = share.numbered(number)
            return server.shares and version is not None and version.state is _STATES[news]


def _effect_of(parcel: Parcel) -> ShareEffect:
    """The effect in a parcel. Raises TypeError if it is no effect of a shared answer."""
    if not isinstance(parcel.effect, ShareEffect):
        raise TypeError(parcel.effect)
    return parcel.effect
