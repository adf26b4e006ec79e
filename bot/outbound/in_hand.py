"""Claims parcels in the transaction that puts them, so that this process sends them at once, from memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.content import ChannelId
from bot.core.transactions import Clock
from bot.outbound.claimed import CLAIM, ClaimedParcel, beginning_anew, prepared_of
from bot.outbound.handler import Action, LoadedParcel, OutgoingMessage, ParcelHandler
from bot.outbound.outbox import Destination, NewParcel, OutboundUnitOfWork, Parcel

LONGEST_IN_HAND = CLAIM / 2
"""How long a parcel may lie in the hand; the rest of its claim is left for sending it. Then it waits as any other, for
the end of the claim: by then another process may have taken it over."""

U = TypeVar("U", bound=OutboundUnitOfWork)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held(Generic[U]):
    claimed: ClaimedParcel[U]
    for_reply: bool


class InHand(Generic[U]):
    """What would be read for a parcel right after its decision is at hand with that decision already.

    Claiming and reading anew are for parcels that wait behind others, that another process has put, or that were
    interrupted: for all that `put` does not claim, and for what it claimed once this process has died.
    """

    def __init__(self, *, process: str, clock: Clock) -> None:
        """`process` names this process among those that share the database."""
        self._process = process
        self._clock = clock
        self._held: dict[Destination, _Held[U]] = {}
        self._send: Callable[[Destination], None] = lambda _: None

    def sent_by(self, send: Callable[[Destination], None]) -> None:
        """From now on `send` hears of each parcel in hand, unless somebody sends it as the reply to an interaction."""
        self._send = send

    async def put(
        self,
        uow: U,
        parcel: NewParcel,
        *,
        handler: ParcelHandler[U],
        prepare: Callable[[], OutgoingMessage | Action | None],
        load: Callable[[Parcel], LoadedParcel[U]],
        dm_channel: ChannelId | None,
    ) -> ClaimedParcel[U] | None:
        """Put a parcel, and claim it unless others wait at its destination; then None. Call `keep` after the commit.

        `prepare` and `load` give what `ParcelHandler.load` would, were it called when this transaction has ended.
        """
        prepared = prepared_of(prepare)
        now = self._clock()
        begun = beginning_anew(parcel, prepared)
        claimed = await uow.outbox.put_claimed(parcel, by=self._process, now=now, until=now + CLAIM, begun=begun)
        if claimed is None:
            return None
        return ClaimedParcel(
            parcel=claimed, handler=handler, loaded=load(claimed), prepared=prepared, dm_channel=dm_channel
        )

    def keep(self, claimed: ClaimedParcel[U], *, for_reply: bool) -> None:
        """The transaction is committed: hold the parcel until it is taken.

        `for_reply`: whoever handles the interaction sends it, by its cause; else it is sent from here at once.
        """
        destination = claimed.parcel.destination
        self._held[destination] = _Held(claimed=claimed, for_reply=for_reply)
        if not for_reply:
            self._send(destination)

    def take(self, destination: Destination, cause: str | None) -> ClaimedParcel[U] | None:
        """The parcel in hand for this destination, except one for the reply to another interaction.

        What lay in the hand too long is forgotten.
        """
        held = self._held.get(destination)
        if held is None:
            return None
        is_fresh = self._clock() < held.claimed.claimed_at + LONGEST_IN_HAND
        if is_fresh and held.for_reply and held.claimed.parcel.cause != cause:
            return None
        del self._held[destination]
        return held.claimed if is_fresh else None

    def has_some_for(self, destination: Destination) -> bool:
        """True if `take` without a cause would return a parcel."""
        held = self._held.get(destination)
        return held is not None and not held.for_reply
