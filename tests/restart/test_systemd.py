"""systemd hears of a bot that is ready, lives and ends, and waits for one that cannot be ready yet."""

from __future__ import annotations

from pathlib import Path

from playground.server import Playground
from tests.health.service_manager import listening
from tests.restart.nursery import ForkedBot


async def test_a_service_tells_systemd_how_it_is(playground: Playground, tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    bot = ForkedBot(playground, tmp_path, NOTIFY_SOCKET=address, WATCHDOG_USEC="2000000")
    playground.faults.refuse_gateway(times=1)
    with listening(address) as systemd:
        await bot.start()
        await systemd.hears("READY=1")
        assert "EXTEND_TIMEOUT_USEC=60000000" in systemd.lately
        assert any(each.startswith("STATUS=not connected to Discord for ") for each in systemd.lately)
        await systemd.hears("STATUS=ready")
        await systemd.hears("WATCHDOG=1")

        assert await bot.stop() == 0
        await systemd.hears("STOPPING=1")
