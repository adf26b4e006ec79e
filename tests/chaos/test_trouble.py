"""The trouble that an evening makes is real, and over when it is said to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.chaos.plan import DATABASE, FILLS_UP, Plan, Step
from tests.chaos.running.databases import EveningDatabase, Server, database_for, postgres_server
from tests.chaos.running.trouble import Trouble

pytestmark = pytest.mark.postgres

PLAN = Plan(database="postgres", steps=(Step(0.0, DATABASE, FILLS_UP),))
LARGE = "CREATE TABLE large AS SELECT repeat(md5(n::text), 100) AS words FROM generate_series(1, 3000) AS n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server() as server:
        yield server


@pytest.fixture
def database(server: Server, tmp_path: Path) -> Iterator[EveningDatabase]:
    with database_for(tmp_path, server, PLAN) as database:
        yield database


async def test_a_restart_ends_connections_and_a_full_disk_refuses_rows_and_both_pass(database: EveningDatabase) -> None:
    trouble = Trouble(database.server, database.disk)
    before = await asyncpg.connect(database.url)

    assert await trouble.act(Step(0.0, DATABASE, "restarts", 0.1, "immediate"))
    await trouble.over()
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await before.fetch("SELECT 1")

    after = await asyncpg.connect(database.url)
    if database.disk is None:
        assert not await trouble.act(PLAN.steps[0]), "nothing can be mounted here"
    else:
        database.disk.fill()
        with pytest.raises(asyncpg.DiskFullError):
            await after.execute(LARGE)
        database.disk.free()
    await after.execute(LARGE)
    await after.close()
