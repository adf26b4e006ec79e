"""All checks that need nothing but the banks themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.banks.checks.coverage import unmentioned
from bot.banks.checks.duplicates import repeated
from bot.banks.checks.finding import Finding
from bot.banks.checks.gaps import lacking
from bot.banks.checks.marks import spoilt
from bot.banks.checks.misread import misread
from bot.banks.checks.speaking import full_of_numbers, out_of_range
from bot.banks.checks.topics import misspelt
from bot.banks.format.loader import LoadedBank

OF_ONE_BANK: tuple[Callable[[LoadedBank], Iterator[Finding]], ...] = (
    misread,
    lacking,
    spoilt,
    unmentioned,
    out_of_range,
    full_of_numbers,
)
ACROSS_BANKS: tuple[Callable[[Sequence[LoadedBank]], Iterator[Finding]], ...] = (repeated, misspelt)


def findings_in(loaded: LoadedBank) -> Iterator[Finding]:
    """The findings of every check that looks at one bank by itself."""
    for look in OF_ONE_BANK:
        yield from look(loaded)


def findings_across(banks: Sequence[LoadedBank]) -> Iterator[Finding]:
    """The findings of every check that compares questions, within a bank and across banks."""
    for look in ACROSS_BANKS:
        yield from look(banks)
