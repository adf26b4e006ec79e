"""Stores each bank to which rounds refer once, as it was called then: a round has a small number in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from bot.interviewing.domain.model import BankReference
from bot.storage.database.transaction import Transaction
from bot.storage.schema.interviews import bank_references


async def number_banks(transaction: Transaction, banks: Iterable[BankReference]) -> Mapping[BankReference, int]:
    """The number of each bank, in one statement, or two if one is new. A number is never taken away."""
    wanted = set(banks)
    found = await transaction.execute(
        select(bank_references).where(bank_references.c.slug.in_({each.slug for each in wanted}))
    )
    numbers = {BankReference(slug=row.slug, title=row.title, size=row.size): int(row.id) for row in found}
    missing = sorted(wanted - numbers.keys(), key=lambda each: (each.slug, each.title, each.size))
    if missing:
        insert = transaction.insert(bank_references)
        # Another process may store the same ones at once: in one order they cannot wait for each other, and an update,
        # unlike nothing, gives the number.
        stored = await transaction.execute(
            insert.values([{"slug": each.slug, "title": each.title, "size": each.size} for each in missing])
            .on_conflict_do_update(index_elements=["slug", "title", "size"], set_={"size": insert.excluded.size})
            .returning(*bank_references.c)
        )
        numbers |= {BankReference(slug=row.slug, title=row.title, size=row.size): int(row.id) for row in stored}
    return {each: numbers[each] for each in wanted}
