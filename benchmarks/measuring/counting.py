"""How often a database is asked: counted by the database itself, in runs of their own."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import figures as rows
from benchmarks.figures import Figure, Figures
from benchmarks.loads.candidate import THOUGHT
from benchmarks.loads.crowd import begun
from benchmarks.loads.review import answered
from benchmarks.subjects.bots import bot
from benchmarks.subjects.checkout import Checkout
from benchmarks.subjects.databases import Postgres, sqlite
from benchmarks.subjects.process import Measured
from benchmarks.subjects.statements import Counted, FileJournal, Journal

_CANDIDATE, _REVIEWED = 1000, range(1001, 1009)
_STEPS: Final = 10


async def counted_on_sqlite(checkout: Checkout) -> Figures:
    """For an answer and the press of *Next*, and for a review."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        path = folder / "journal"
        async with bot(checkout, sqlite(folder / "bot.sqlite3"), folder, journal=path) as measured:
            journal = FileJournal.of_sqlite(path)
            steps = await _count_steps(measured, journal)
            reviews = await _count_reviews(measured, journal)
    return {
        **_medians(steps, rows.STATEMENTS, rows.TRANSACTIONS, rows.COMMITS),
        **_medians(reviews, rows.REVIEW_STATEMENTS, rows.REVIEW_TRANSACTIONS, rows.REVIEW_COMMITS),
    }


async def counted_on_postgres(checkout: Checkout, server: Postgres) -> Figures:
    """For an answer and the press of *Next*."""
    database = server.database()
    journal = server.journal(database)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        async with bot(checkout, database, Path(name)) as measured:
            steps = await _count_steps(measured, journal)
    return {
        **_medians(steps, rows.STATEMENTS_POSTGRES, rows.TRANSACTIONS_POSTGRES, rows.COMMITS_POSTGRES),
        rows.PINGS_POSTGRES: median(each.pings for each in steps),
    }


async def _count_steps(measured: Measured, journal: Journal) -> Sequence[Counted]:
    [candidate] = await begun(measured, [_CANDIDATE])
    found = []
    for _ in range(_STEPS):
        journal.since()
        await candidate.answer()
        await asyncio.sleep(THOUGHT)
        await candidate.go_on()
        await measured.quiet()
        found.append(journal.since())
    return found


async def _count_reviews(measured: Measured, journal: Journal) -> Sequence[Counted]:
    reviewed = await answered(measured.discord, _REVIEWED)
    await measured.quiet()
    found = []
    for each in reviewed:
        journal.since()
        await each.send()
        await measured.quiet()
        await each.give_feedback()
        await measured.quiet()
        found.append(journal.since())
    return found


def _medians(found: Sequence[Counted], statements: Figure, transactions: Figure, commits: Figure) -> Figures:
    """What is done now and then besides changes no median."""
    return {
        statements: median(each.statements for each in found),
        transactions: median(each.transactions for each in found),
        commits: median(each.commits for each in found),
    }
