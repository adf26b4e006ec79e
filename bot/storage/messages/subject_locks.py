"""Locks what coalescing parcels belong to, so that no two of them wait for one destination and show the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from bot.outbound.outbox import NewParcel, ParcelKind
from bot.privacy.usecases.exporting.outgoing import EXPORT
from bot.reviewing.usecases.outgoing import REVIEW
from bot.sharing.usecases.outgoing import SHARE
from bot.storage.database.transaction import Transaction
from bot.storage.messages.putting import subject_in
from bot.storage.schema.exports import exports
from bot.storage.schema.interviews import interviews
from bot.storage.schema.reviews import reviews
from bot.storage.schema.sharing import shared_answers

_IDS: dict[ParcelKind, ColumnElement[int]] = {
    REVIEW: reviews.c.id,
    SHARE: shared_answers.c.id,
    EXPORT: exports.c.id,
}


async def lock_before_putting(transaction: Transaction, parcels: Iterable[NewParcel]) -> None:
    """Lock the reviews, shared answers and exports of parcels that coalesce, until the transaction ends.

    A decision that only changes what is shown has not locked their rows. Those of interviews are locked by it.
    """
    for kind, subject in sorted({(each.kind, each.subject) for each in parcels if each.kind in _IDS}):
        await _lock(transaction, _IDS[kind], subject)


async def lock_before_giving_back(transaction: Transaction, parcel: Row[Any]) -> None:
    """Lock what a stored parcel belongs to: whoever puts one just now that shows the same has locked it."""
    kind, subject = subject_in(parcel)
    await _lock(transaction, _IDS.get(kind, interviews.c.id), subject)


async def _lock(transaction: Transaction, column: ColumnElement[int], number: int) -> None:
    """Rows that refer to the locked one can still be stored."""
    await transaction.execute(select(column).where(column == number).with_for_update(key_share=True))
