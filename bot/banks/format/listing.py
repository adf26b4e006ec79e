"""Banks as menus name them, and the search for a bank by what somebody types."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.banks.format.model import Bank
from bot.core.content import without_accents

MAX_QUERY = 100
SLIP = 0.8
"""How much of a name has to be right, of 1, for it to be meant."""

_COUNT = re.compile(r"\s*\([^()]*\d[^()]*\)$")
"""The number of questions, behind the title in a suggestion."""


class Named(Protocol):
    """The facts of a bank that a search looks at."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def company(self) -> str | None: ...
    @property
    def role(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Everything that is said about a bank before it is chosen; the bank itself need not be loaded."""

    slug: str
    title: str
    company: str | None
    role: str | None
    summary: str
    topics: tuple[str, ...]
    questions: int
    """The number of questions."""


class UnknownBank(Exception):
    """No bank has this slug."""

    def __init__(self, slug: str, suggestions: tuple[str, ...]) -> None:
        super().__init__(slug, suggestions)
        self.slug = slug
        self.suggestions = suggestions
        """Slugs that may have been meant, the likeliest first."""


AnyBank = TypeVar("AnyBank", bound=Named)


def listing_of(bank: Bank) -> Listing:
    return Listing(
        slug=bank.slug,
        title=bank.title,
        company=bank.company,
        role=bank.role,
        summary=bank.summary,
        topics=bank.topics,
        questions=len(bank.questions),
    )


def by_title(banks: Iterable[AnyBank]) -> tuple[AnyBank, ...]:
    return tuple(sorted(banks, key=lambda bank: (_plain(bank.title), bank.slug)))


def found(banks: Iterable[AnyBank], query: str, *, limit: int) -> tuple[AnyBank, ...]:
    """At most `limit` banks whose slug, title, company or role match `query`, best match first.

    Case and accents do not matter. An empty query matches all banks, by title.
    """
    wanted = _plain(query)
    ranked = [(rank, bank) for bank in by_title(banks) if (rank := _rank(bank, wanted)) is not None]
    return tuple(bank for _, bank in sorted(ranked, key=lambda pair: pair[0])[:limit])


def meant(banks: Iterable[AnyBank], typed: str) -> AnyBank | None:
    """The bank that somebody means: by its slug, by its title, or by the suggestion that was shown; in any case.

    Small slips are forgiven where only one bank is meant by that. None: no bank, or several.
    """
    there = by_title(banks)
    exact = exactly_meant(there, typed)
    if exact:
        return exact[0] if len(exact) == 1 else None
    close = nearest(there, typed)
    return None if close is None else close[1]


def exactly_meant(banks: Sequence[AnyBank], typed: str) -> list[AnyBank]:
    """The banks with this slug; without any, those with this title. In any case, and as suggestions show it."""
    wanted = _readings(typed)
    for names in (lambda bank: {_plain(bank.slug)}, _names):
        exact = [bank for bank in banks if wanted & names(bank)]
        if exact:
            return exact
    return []


def nearest(banks: Iterable[AnyBank], typed: str) -> tuple[float, AnyBank] | None:
    """The one bank whose name is most like what was typed, if only slips are between them; and how like, of 1."""
    wanted = _readings(typed)
    close = sorted(((_likeness(bank, wanted), bank.slug, bank) for bank in banks), reverse=True)
    if not close or close[0][0] < SLIP or (len(close) > 1 and close[1][0] == close[0][0]):
        return None
    return close[0][0], close[0][2]


def unknown(banks: Iterable[AnyBank], slug: str) -> UnknownBank:
    """The error for a slug that none of the banks has."""
    there = by_title(banks)
    wanted = slug[:MAX_QUERY]
    similar = difflib.get_close_matches(wanted.strip().lower(), [bank.slug for bank in there], n=3)
    alike = [bank.slug for bank in found(there, wanted, limit=3)] if wanted.strip() else []
    return UnknownBank(slug, tuple(dict.fromkeys([*alike, *similar]))[:3])


def _rank(bank: Named, wanted: str) -> int | None:
    """How well the bank matches: 0 is best, None is no match."""
    texts = [_plain(text) for text in (bank.slug, bank.title, bank.company, bank.role) if text]
    if wanted == texts[0]:
        return 0
    if any(text.startswith(wanted) for text in texts):
        return 1
    if any(wanted in text for text in texts):
        return 2
    everything = " ".join(texts)
    return 3 if all(word in everything for word in wanted.split()) else None


def _readings(typed: str) -> set[str]:
    return {_plain(each) for each in (typed, _COUNT.sub("", typed), typed.partition(": ")[0])} - {""}


def _names(bank: Named) -> set[str]:
    return {_plain(bank.slug), _plain(bank.title)}


def _likeness(bank: Named, wanted: Iterable[str]) -> float:
    """How much the name of the bank that fits best is like one of the wanted ones: 1 is the same."""
    pairs = ((name, each) for name in _names(bank) for each in wanted)
    return max((difflib.SequenceMatcher(None, name, each).ratio() for name, each in pairs), default=0)


def _plain(text: str) -> str:
    """`text` without case, accents and hyphens."""
    return without_accents(text[:MAX_QUERY].strip().casefold()).replace("-", " ")
