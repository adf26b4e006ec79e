"""Whoever runs the bot sees how it is: over HTTP, in figures without anything of anybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import asyncpg
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.config import Config
from playground.server import Playground
from playground.world.bell import PATIENCE
from tests.wire.app.test_on_postgres import on
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.journey import is_panel
from tests.wire.practice import Practice

ANSWER = "I would use an idempotency key, as Zaphod does."


class Health:
    """A bot's pages."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self._client = client

    async def get(self, path: str) -> tuple[int, str]:
        async with self._client.get(path) as response:
            return response.status, await response.text()

    async def metrics(self) -> dict[str, float]:
        """The value of each sample, by its name with its labels."""
        _, page = await self.get("/metrics")
        return {
            " ".join([each.name, *each.labels.values()]): each.value
            for family in text_string_to_metric_families(page)
            for each in family.samples
        }

    async def until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await condition():  # noqa: ASYNC110 - whoever scrapes is told of nothing
                await asyncio.sleep(0.05)

    async def says(self, status: int, reason: str) -> None:
        """Wait until /readyz says this."""

        async def said() -> bool:
            code, lines = await self.get("/readyz")
            return code == status and any(each.startswith(reason) for each in lines.splitlines())

        await self.until(said)


@asynccontextmanager
async def shown(playground: Playground, config: Config, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Health]:
    """A running bot with its health on a free port."""
    caplog.set_level(logging.INFO)
    config = config.model_copy(update={"health": config.health.model_copy(update={"enabled": True, "port": 0})})
    async with running(playground, config):
        served = [each for each in caplog.records if each.getMessage() == "health and metrics served"]
        port = served[-1].__dict__["port"]
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
            yield Health(client)


async def test_what_people_do_is_counted_and_nothing_tells_who_or_what(
    playground: Playground, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with shown(playground, config_for(playground, tmp_path), caplog) as health:
        assert await health.get("/healthz") == (HTTPStatus.OK, "alive\n")
        practice = Practice.furnish(playground)
        await practice.set_up()
        practice.coach("Carl")
        playground.faults.rate_limit(0.01, route="/channels/{channel_id}/messages", times=1)
        candice = await practice.interviewed("Candice", answer=ANSWER)
        await candice.press(await candice.sees(is_panel(1)), "Example answers")
        await practice.sent(candice)

        async def all_is_sent() -> bool:
            return (await health.metrics())["mock_outbox_parcels"] == 0

        await health.until(all_is_sent)
        await health.says(HTTPStatus.OK, "ready")
        found = await health.metrics()
        assert found["mock_answers_total"] == found["mock_reviews_total"] == found["mock_reviews_waiting"] == 1
        assert found["mock_reviews_late"] == found["mock_outbox_oldest_seconds"] == 0
        assert found["mock_connected"] == found["mock_ready"] == found["mock_database_up"] == 1
        assert found["mock_discord_requests_total POST /interactions/{id}/{token}/callback 200"] > 1
        assert found["mock_discord_rate_limited_total /channels/{id}/messages"] == 1
        assert found["mock_interaction_seconds_count command"] >= 2
        assert found["mock_interaction_seconds_count form"] == 1
        assert found["mock_interaction_seconds_count press"] >= 1
        assert found["mock_database_seconds_count working"] > 5
        assert found["mock_event_loop_lag_seconds_count"] >= 1
        assert found["mock_catch_up_left candidates"] == found["mock_catch_up_left servers"] == 0
        assert found["process_start_time_seconds"] > 0

        _, page = await health.get("/metrics")
        ids = {str(each) for each in (candice.person.id, candice.dm, practice.guild.id, practice.reviews.id)}
        for personal in ("Zaphod", "Candice", "Carl", playground.token, *ids):
            assert personal not in page


async def test_a_lost_connection_is_said_and_so_is_its_return(
    playground: Playground, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with shown(playground, config_for(playground, tmp_path), caplog) as health:
        await health.says(HTTPStatus.OK, "ready")
        playground.faults.refuse_gateway(times=2)
        playground.gateway.cut_sockets()

        await health.says(HTTPStatus.SERVICE_UNAVAILABLE, "not connected to Discord for 0 s")
        await health.says(HTTPStatus.OK, "ready")
        assert (await health.get("/healthz"))[0] == HTTPStatus.OK


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@pytest.mark.postgres
async def test_a_lost_database_is_said_and_so_is_its_return(
    playground: Playground,
    new_candidate: NewCandidate,
    tmp_path: Path,
    postgres_server: str,
    postgres_url: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    candidate = await new_candidate("Petra")
    name = urlsplit(postgres_url).path.strip("/")
    candidate = await new_candidate("Petra")
    async with (
        connected(postgres_server) as beside,
        shown(playground, on(postgres_url, playground, tmp_path), caplog) as health,
    ):
        await health.says(HTTPStatus.OK, "ready")
        await beside.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        await beside.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)

        await health.says(HTTPStatus.SERVICE_UNAVAILABLE, "the database has not answered for")
        found = await health.metrics()
        assert found["mock_database_up"] == found["mock_ready"] == 0
        assert "mock_reviews_waiting" not in found

        await beside.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await health.says(HTTPStatus.OK, "ready")
        await candidate.mock()
    warnings = [each.getMessage() for each in caplog.records if each.getMessage().startswith("the database does not")]
    assert warnings == ["the database does not answer; see whether it runs and can be reached"]
