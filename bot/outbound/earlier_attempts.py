"""Finds what earlier attempts to send a parcel have left in the channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from bot.core.content import ChannelId
from bot.outbound.claimed import ClaimedParcel
from bot.outbound.handler import OutgoingMessage
from bot.outbound.look import BegunSending
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, Messenger
from bot.outbound.outbox import OutboundUnitOfWork
from bot.outbound.results import ResultRecorder

U = TypeVar("U", bound=OutboundUnitOfWork)


class EarlierAttempts(Generic[U]):
    """Looks into the history: the answer to an attempt may have been lost, or the process killed before it came."""

    def __init__(self, *, messenger: Messenger, results: ResultRecorder[U]) -> None:
        self._messenger = messenger
        self._results = results

    async def found(self, claimed: ClaimedParcel[U]) -> bool:
        """Look for the parcel's message as each attempt would have left it, and store the one that is there.

        Raises:
            ChannelGone, DeliveryForbidden: there is no such channel where the parcel goes, or the bot may not look.
            SendingFailed: Discord does not answer now.
        """
        if not claimed.parcel.may_be_there:
            return False
        for sending in _sendings(claimed):
            if await self._found(claimed, sending):
                return True
        return False

    async def _found(self, claimed: ClaimedParcel[U], sending: BegunSending) -> bool:
        parcel = claimed.parcel
        try:
            channel = sending.channel or claimed.dm_channel or await self._messenger.open_dm(parcel.candidate)
            # Where nothing was noted, it may have been sent with another nonce: before a backup was restored.
            nonce = None if parcel.begun is None else parcel.nonce
            there = await self._messenger.find_sent(channel, sending.look, nonce=nonce, after=parcel.after)
        except (ChannelGone, DeliveryForbidden):
            if _goes_to(claimed, sending.channel):
                raise
            return False  # the post belongs elsewhere by now, and nobody can be shown anything there
        for message in there:
            if await self._results.record_found(claimed, sending, channel, message):
                return True
        return False


def _sendings(claimed: ClaimedParcel[U]) -> Sequence[BegunSending]:
    """The noted ones, or what would be sent now if nothing was noted."""
    if claimed.parcel.begun is not None:
        return claimed.parcel.begun
    now = claimed.beginning
    return () if now is None else (now,)


def _goes_to(claimed: ClaimedParcel[U], channel: ChannelId | None) -> bool:
    return isinstance(claimed.prepared, OutgoingMessage) and claimed.prepared.channel == channel
