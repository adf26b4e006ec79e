"""Twenty stormy evenings in the ordinary suite; `make chaos` plays as many as one likes."""

from __future__ import annotations

import pytest

from tests.chaos.crew import Broken, evenings

JOBS = 7
"""Evenings at once: each waits more than it works."""
JOBS_ON_POSTGRES = 2
"""The server of the tests has a hundred connections, and other tests use it, too."""


def test_fourteen_evenings_on_sqlite() -> None:
    assert _faults(range(14), "sqlite", None, jobs=JOBS) == []


@pytest.mark.postgres
def test_six_evenings_on_postgres(postgres_server: str) -> None:
    assert _faults(range(6), "postgres", postgres_server, jobs=JOBS_ON_POSTGRES) == []


def _faults(seeds: range, database: str, server: str | None, *, jobs: int) -> list[str]:
    """A line for each evening that failed, with the command that plays it again."""
    failed = []
    for outcome in evenings(seeds, database, server, jobs=jobs):
        if isinstance(outcome, Broken):
            failed.append(f"seed {outcome.seed} broke: {outcome.why}")
        elif outcome.findings:
            found = "; ".join(map(str, outcome.findings))
            failed.append(f"make chaos DB={database} SEED={outcome.plan.seed}: {found}")
    return failed
