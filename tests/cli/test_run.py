"""`run` and `playground` as processes of their own: how they start, what they say, how they end."""

from __future__ import annotations

import json
import re
import signal
import socket
from collections.abc import AsyncIterator
from importlib.metadata import entry_points

import aiohttp
import pytest

from bot.__main__ import main
from playground.server import Playground
from tests.cli.operator import Operator

ANY_PORT = "playground: {port: 0}\n"


@pytest.fixture
async def discord() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    yield playground
    await playground.close()


def proxied(discord: Playground) -> str:
    return f"discord:\n  api_base: {discord.api_base}\n  gateway_url: {discord.gateway_url}\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_without_a_token_it_says_so_in_one_line_and_starts_the_playground(
    operator: Operator, number: signal.Signals
) -> None:
    operator.writes_config(ANY_PORT)

    async with await operator.starts("run") as running:
        address = re.search(r"http://127\.0\.0\.1:\d+/?", await running.line())
        assert address is not None
        async with aiohttp.ClientSession() as browser, browser.get(address[0]) as page:
            assert page.status == 200
        running.interrupt(number)
        ended = await running.ended()

    assert (ended.exit_code, ended.out) == (0, "Stopped.\n"), ended.err
    assert ended.error_lines[0].startswith("No Discord token: starting the playground.")
    assert "MOCK_TOKEN" in ended.error_lines[0]
    assert "Traceback" not in ended.err


async def test_what_is_said_in_the_playground_is_readable_for_its_owner_only(operator: Operator) -> None:
    operator.writes_config(ANY_PORT)

    async with await operator.starts("playground") as running:
        await running.line()
        running.interrupt(signal.SIGTERM)
        await running.ended()

    folder = operator.folder / "data" / "playground"
    kept = [folder, *folder.rglob("*")]
    assert {"playground", "bot.key", "bot.sqlite3", "discord.json"} <= {each.name for each in kept}
    assert [each.name for each in kept if each.stat().st_mode & 0o077] == []


def test_the_playground_takes_its_port_from_the_command_line(operator: Operator) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ended = operator.types("playground", "--port", str(port))

    assert (ended.exit_code, ended.out) == (1, "")
    (line,) = ended.error_lines
    assert f"Port {port} is already in use" in line
    assert "--port" in line


async def test_a_refused_token_is_one_line_without_the_token(operator: Operator, discord: Playground) -> None:
    operator.writes_config(proxied(discord))

    ended = await operator.waits_for("run", MOCK_TOKEN="not-the-right-one")

    assert ended.exit_code == 78
    assert ended.error_lines[-1].startswith("Discord refuses the token.")
    assert "Traceback" not in ended.err
    assert "not-the-right-one" not in ended.err


async def test_a_wrong_key_keeps_the_bot_from_starting(operator: Operator, discord: Playground) -> None:
    operator.writes_config(proxied(discord))
    await operator.waits_for("db", "upgrade")
    (operator.folder / "data" / "mock-interviewer.key").unlink()

    ended = await operator.waits_for("run", MOCK_TOKEN=discord.token)

    assert ended.exit_code == 78
    assert "mock-interviewer.key is missing" in ended.error_lines[-1]
    assert "Traceback" not in ended.err


def test_a_configuration_with_mistakes_keeps_the_bot_from_starting(operator: Operator) -> None:
    operator.writes_config("discord:\n  api_bse: http://x\nplayground:\n  port: many\n")

    ended = operator.types("run")

    assert (ended.exit_code, ended.out) == (78, "")
    assert ended.error_lines == [
        "config.yaml:2: discord.api_bse: unknown key; did you mean api_base?",
        (
            'config.yaml:4: playground.port: "many" is text; '
            "write a number from 0 (any free port) to 65535, without quotes"
        ),
    ]


async def test_with_a_token_the_bot_connects_and_a_signal_ends_it(operator: Operator, discord: Playground) -> None:
    operator.writes_config(proxied(discord) + "logging: {format: json}\n")

    async with await operator.starts("run", MOCK_TOKEN=discord.token) as running:
        await discord.until(lambda: any(event.name == "READY" for event in discord.gateway_sent), what="the bot")
        running.interrupt(signal.SIGTERM)
        ended = await running.ended()

    assert (ended.exit_code, ended.out) == (0, "Stopped.\n")
    assert all(line.startswith("{") for line in ended.error_lines)
    assert discord.token not in ended.err


async def test_sighup_reads_the_banks_again_and_keeps_the_last_version_of_a_broken_one(
    operator: Operator, discord: Playground
) -> None:
    operator.writes_config(proxied(discord))
    discord.seed_demo()
    candidate = next(iter(discord.persons.values()))
    dm = await candidate.open_dm()

    async def offered() -> set[str]:
        return {choice["value"] for choice in await candidate.autocomplete(dm, "mock", "bank", bank="")}

    async with await operator.starts("run", MOCK_TOKEN=discord.token) as running:
        await discord.bot_ready()
        at_first = await offered()

        added = operator.writes_bank("acme", title="Acme")
        running.interrupt(signal.SIGHUP)
        await running.logs("question banks read again changed=acme")
        after_adding = await offered()

        added.write_text("format: 1\ntitle: [", encoding="utf-8")
        running.interrupt(signal.SIGHUP)
        refused = await running.logs("question bank refused")
        after_breaking = await offered()
        await candidate.slash(dm, "mock", bank="acme")
        await candidate.wait_for(lambda message: "Acme" in json.dumps(message))

        running.interrupt(signal.SIGTERM)
        ended = await running.ended()

    assert (at_first, after_adding, after_breaking) == ({"stripe"}, {"stripe", "acme"}, {"stripe", "acme"})
    assert "acme.yaml" in refused
    assert ended.exit_code == 0


def test_the_console_script_is_the_same_command() -> None:
    (script,) = entry_points(group="console_scripts", name="mock-interviewer")

    assert script.load() is main
