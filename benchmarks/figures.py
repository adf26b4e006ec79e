"""The figures that are measured, and what is wanted of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A bound for a value, or for how many times as much it is as at the commit that it is compared with."""

    bound: float
    at_least: bool = False
    of_reference: bool = False

    def is_met(self, value: float, reference: float | None) -> bool | None:
        """None if there is nothing to compare with."""
        if self.of_reference:
            if not reference:
                return None
            value /= reference
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}{' x' if self.of_reference else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table."""

    title: str
    digits: int = 1
    wanted: Wanted | None = None


Figures = Mapping[Figure, float]


def _times(bound: float, *, at_least: bool = False) -> Wanted:
    return Wanted(bound=bound, at_least=at_least, of_reference=True)


ANSWERS_20: Final = Figure(title="answers a second, 20 candidates", wanted=_times(10, at_least=True))
ANSWERS_100: Final = Figure(title="answers a second, 100 candidates", wanted=_times(10, at_least=True))
ANSWERS_POSTGRES: Final = Figure(title="answers a second, 20 candidates, PostgreSQL", wanted=_times(10, at_least=True))
CPU: Final = Figure(title="CPU for an answer and the press of *Next*, ms", digits=2, wanted=_times(0.1))
CPU_POSTGRES: Final = Figure(title="CPU for an answer and the press, PostgreSQL, ms", digits=2, wanted=_times(0.1))
PANEL: Final = Figure(title="lone candidate, answer to panel, median, ms", wanted=_times(0.25))
NEXT: Final = Figure(title="lone candidate, press to next question, median, ms")
STATEMENTS: Final = Figure(title="SQL statements for an answer and the press", wanted=Wanted(bound=24))
TRANSACTIONS: Final = Figure(title="transactions for these", wanted=Wanted(bound=4))
COMMITS: Final = Figure(title="commits for these", wanted=Wanted(bound=4))
STATEMENTS_POSTGRES: Final = Figure(title="SQL statements, PostgreSQL", wanted=Wanted(bound=24))
TRANSACTIONS_POSTGRES: Final = Figure(title="transactions, PostgreSQL", wanted=Wanted(bound=4))
COMMITS_POSTGRES: Final = Figure(title="commits, PostgreSQL", wanted=Wanted(bound=4))
PINGS_POSTGRES: Final = Figure(title="pings besides (empty transactions), PostgreSQL")
CROWD_REQUESTS: Final = Figure(
    title="200 candidates: requests for an answered question", digits=2, wanted=Wanted(bound=1)
)
CROWD_PRESSES: Final = Figure(title="200 candidates: presses deferred, of 600", digits=0, wanted=Wanted(bound=0))
CROWD_COMMANDS: Final = Figure(
    title="200 candidates: `/mock` at one moment, deferred", digits=0, wanted=Wanted(bound=0)
)
CROWD_PANEL: Final = Figure(
    title="200 candidates, 36 answers a second: panel, median, ms", digits=0, wanted=Wanted(bound=500)
)
CROWD_LAST: Final = Figure(title="200 answers at one moment: last panel after, s", digits=2)
RSS: Final = Figure(title="RSS when ready, MiB", digits=0, wanted=_times(0.75))
BYTES: Final = Figure(
    title="database for an answered question, besides its text, bytes", digits=0, wanted=Wanted(bound=1024)
)
SEND: Final = Figure(title="review: form sent to card, median, ms")
FEEDBACK: Final = Figure(title="review: coach's reply to feedback, median, ms")
REVIEW_CPU: Final = Figure(title="review: CPU for both, ms", digits=2)
REVIEW_REQUESTS: Final = Figure(title="review: requests for both")
REVIEW_STATEMENTS: Final = Figure(title="review: SQL statements for both")
REVIEW_TRANSACTIONS: Final = Figure(title="review: transactions for both")
REVIEW_COMMITS: Final = Figure(title="review: commits for both")
IMPORT_SECONDS: Final = Figure(title="`banks import` of 10,000 rows, s", digits=2, wanted=Wanted(bound=2))
IMPORT_MEMORY: Final = Figure(title="RSS of that import at most, MiB", digits=0, wanted=Wanted(bound=200))

ROWS: Final = (
    ANSWERS_20,
    ANSWERS_100,
    CPU,
    PANEL,
    NEXT,
    STATEMENTS,
    TRANSACTIONS,
    COMMITS,
    CROWD_REQUESTS,
    CROWD_PRESSES,
    CROWD_COMMANDS,
    CROWD_PANEL,
    CROWD_LAST,
    RSS,
    BYTES,
    ANSWERS_POSTGRES,
    CPU_POSTGRES,
    STATEMENTS_POSTGRES,
    TRANSACTIONS_POSTGRES,
    COMMITS_POSTGRES,
    PINGS_POSTGRES,
    SEND,
    FEEDBACK,
    REVIEW_CPU,
    REVIEW_REQUESTS,
    REVIEW_STATEMENTS,
    REVIEW_TRANSACTIONS,
    REVIEW_COMMITS,
    IMPORT_SECONDS,
    IMPORT_MEMORY,
)
"""In the order of the table."""
