"""Stores each bank to which rounds refer once, as it was called then: a round has a small number in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from bot.interviewing.domain.model import BankReference
from bot.storage.database.transaction import Transaction
from bot.storage.schema.frozen import bank_references


async def number_banks(transaction: Transaction, banks: Iterable[BankReference]) -> Mapping[BankReference, int]:
    """The number of each bank, in one statement, or three if one is new. A number is never taken away."""
    wanted = set(banks)
    numbers = await _numbers(transaction, wanted)
    missing = sorted(wanted - numbers.keys(), key=lambda each: (each.slug, each.title, each.size))
    if missing:
        # Another process may store the same ones at once: in one order they cannot wait for each other. An update
        # would give the numbers, but for it SQLite plans to search all rounds, lest one refers to a bank that is not
        # there; none does, so it never begins to.
        await transaction.execute(
            transaction.insert(bank_references).on_conflict_do_nothing(),
            [{"slug": each.slug, "title": each.title, "size": each.size} for each in missing],
        )
        numbers |= await _numbers(transaction, missing)
    return {each: numbers[each] for each in wanted}


async def _numbers(transaction: Transaction, banks: Collection[BankReference]) -> dict[BankReference, int]:
    """Those of the banks that are stored, and of others with the same slugs."""
    found = await transaction.execute(
        select(bank_references).where(bank_references.c.slug.in_({each.slug for each in banks}))
    )
    return {BankReference(slug=row.slug, title=row.title, size=row.size): int(row.id) for row in found}
