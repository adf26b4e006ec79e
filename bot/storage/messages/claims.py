"""Tells which parcels are claimed, and ends all claims of processes that have died."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select, union, update

from bot.outbound.outbox import Destination
from bot.storage.database.ownership import LIVING, life_of
from bot.storage.database.transaction import Transaction
from bot.storage.schema.exports import exports
from bot.storage.schema.forgetting import forgettings
from bot.storage.schema.interviews import ParcelState, is_in, outbox

_IS_WAITING = is_in(ParcelState.WAITING)


def is_being_sent_by_others(destination: Destination, *, by: str, now: datetime) -> ColumnElement[bool]:
    """True if another process than `by` is sending something at the destination."""
    other = outbox.alias()
    return exists().where(
        other.c.destination == destination,
        other.c.state == ParcelState.WAITING,
        other.c.claimed_by != by,
        other.c.claimed_until > now,
    )


def is_unclaimed(now: datetime) -> ColumnElement[bool]:
    """True for a parcel that nobody has claimed, or whose claim has lapsed."""
    return or_(outbox.c.claimed_by.is_(None), outbox.c.claimed_until <= now)


async def dead_claimers(transaction: Transaction, *, besides: str) -> Sequence[str]:
    """As `Outbox.dead_claimers`."""
    of_parcels = select(outbox.c.claimed_by).where(_IS_WAITING)
    others = (select(each.c.claimed_by) for each in (exports, forgettings))
    claims = union(of_parcels, *others).subquery()
    claimers = select(claims).where(claims.c.claimed_by.like(f"{LIVING}%"), claims.c.claimed_by != besides)
    rows = await transaction.execute(claimers)
    return [each.claimed_by for each in rows if not await transaction.is_locked(life_of(each.claimed_by))]


async def lapse_claims(transaction: Transaction, process: str, *, now: datetime) -> None:
    """As `Outbox.lapse_claims`."""
    # They stay claimed: as after any claim that has lapsed, whoever takes the parcel looks for its message first.
    await transaction.execute(
        update(outbox)
        .where(_IS_WAITING, outbox.c.claimed_by == process, outbox.c.claimed_until > now)
        .values(claimed_until=now)
    )
    for each in (exports, forgettings):
        await transaction.execute(
            update(each).where(each.c.claimed_by == process, each.c.claimed_until > now).values(claimed_until=now)
        )


async def release_claims(
    transaction: Transaction, *, no_claim: Mapping[str, object], coalesced: Mapping[str, object]
) -> None:
    """As `Outbox.release_claims`, with the values of a parcel without a claim, and of one that is coalesced."""
    earlier = outbox.alias()
    shown_by_earlier = exists().where(
        earlier.c.destination == outbox.c.destination,
        earlier.c.merge_key == outbox.c.merge_key,
        earlier.c.state == ParcelState.WAITING,
        earlier.c.id < outbox.c.id,
    )
    await transaction.execute(update(outbox).where(_IS_WAITING, shown_by_earlier).values(**coalesced))
    await transaction.execute(update(outbox).where(_IS_WAITING, outbox.c.claimed_by.is_not(None)).values(**no_claim))
