"""`check --online` tries all that the bot needs of Discord, and says of each thing that is missing what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.disk import look_at_disk
from bot.cli.inspection import Reach, inspect
from bot.cli.report import Report, State
from bot.config import load_config
from bot.core.content import ChannelId, RoleId, ServerId
from bot.servers.domain.model import Server
from bot.storage.storage import Storage
from playground.gateway.intents import Intent
from playground.server import Playground
from playground.world.permissions import Permission
from tests.cli.operator import Operator
from tests.databases import TEST_KEY, a_vault, place_migrated_file
from tests.openapi import judge
from tests.wire.practice import Practice

ALL = ["configuration", "banks", "database", "key", "disk", "token", "gateway", "intents", "servers", "clock"]


@pytest.fixture
async def discord() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    yield playground
    await playground.close()
    judge(playground.requests)


class Checking:
    """An operator whose database knows servers with coaches."""

    def __init__(self, operator: Operator, discord: Playground) -> None:
        self._operator = operator
        self._discord = discord
        (operator.folder / "data").mkdir()
        self._database = operator.folder / "data" / "mock-interviewer.sqlite3"
        place_migrated_file(self._database)

    async def has(self, name: str) -> Practice:
        """A server in good order, set up."""
        practice = Practice.furnish(self._discord, name)
        server = Server(
            id=ServerId(int(practice.guild.id)),
            review_channel=ChannelId(int(practice.reviews.id)),
            coach_role=RoleId(int(practice.coach_role.id)),
        )
        storage = Storage(f"sqlite:///{self._database}", a_vault())
        async with storage, storage.unit_of_work() as uow:
            await uow.servers.save(server)
            await uow.commit()
        return practice

    def configures(self, **settings: str) -> Path:
        discord = {"api_base": self._discord.api_base, "gateway_url": self._discord.gateway_url} | settings
        return self._operator.writes_config(
            "\n".join(["discord:", *(f"  {key}: {value}" for key, value in discord.items())])
        )

    async def checks(self, *, token: str | None = None, **settings: str) -> Report:
        """What the command does, in this process."""
        file = self.configures(**settings)
        environ = {"MOCK_TOKEN": self._discord.token if token is None else token, "MOCK_KEY": TEST_KEY}
        return await inspect(file, environ, reach=Reach.DISCORD)


@pytest.fixture
def checking(operator: Operator, discord: Playground) -> Checking:
    return Checking(operator, discord)


def states(report: Report) -> dict[str, State]:
    return {part.name: part.state for part in report.parts}


def problems(report: Report) -> list[str]:
    return [str(problem) for part in report.parts for problem in part.problems]


async def test_where_all_is_well_it_says_so_and_discord_notices_nothing(
    checking: Checking, operator: Operator, discord: Playground
) -> None:
    await checking.has("Practice")
    checking.configures()

    ended = await operator.waits_for("check", "--online", MOCK_TOKEN=discord.token, MOCK_KEY=TEST_KEY)

    assert (ended.exit_code, ended.err) == (0, ""), ended.out
    assert [line.split()[:2] for line in ended.out.splitlines()] == [["ok", name] for name in ALL]
    assert "Discord knows Mock Interviewer (" in ended.out
    assert "answers; 999 of 1000 sessions left today" in ended.out
    assert "1 server with coaches; the bot may do all that it needs in their review channels" in ended.out
    assert {each.method for each in discord.requests} == {"GET"}
    assert discord.gateway.sessions == {}
    assert discord.token not in ended.out


async def test_everything_that_is_missing_at_discord_is_said_with_what_to_do(
    checking: Checking, discord: Playground
) -> None:
    for name in ("Threadless", "Blind", "Gone", "Left", "Uncoached", "Fine"):
        practice = await checking.has(name)
        bot = practice.guild.roles[practice.guild.members[discord.world.bot_id].roles[0]]
        match name:
            case "Threadless":
                denied = Permission.CREATE_PUBLIC_THREADS | Permission.ATTACH_FILES | Permission.SEND_VOICE_MESSAGES
                discord.overwrite(practice.reviews, bot, allow=Permission.VIEW_CHANNEL, deny=denied)
            case "Blind":
                discord.overwrite(practice.reviews, bot, deny=Permission.VIEW_CHANNEL)
                unseen = practice.reviews.id
            case "Gone":
                discord.remove_channel(practice.reviews)
            case "Left":
                discord.remove_bot(practice.guild)
                left = practice.guild.id
            case "Uncoached":
                del practice.guild.roles[practice.coach_role.id]
    discord.move_clock(discord.clock.now() + 3600)

    report = await checking.checks(message_content="true")

    wrong = dict.fromkeys(("intents", "servers", "clock"), State.WRONG)
    assert states(report) == dict.fromkeys(ALL, State.OK) | wrong
    anew = "An admin of that server types /setup coaches and chooses another one."
    there = "There, Edit Channel > Permissions: allow the bot"
    intent, *servers, clock = problems(report)
    assert servers == [
        (
            'server "Threadless": in #coach-reviews the bot lacks Attach Files and Create Public Threads. '
            f"{there} what it lacks."
        ),
        f'server "Blind": the bot cannot see the review channel (id {unseen}). {there} View Channel.',
        f'server "Gone": the review channel is gone. {anew}',
        (
            f"server {left}: the bot is not in it any more. Invite it again with the install link; "
            "if it is gone for good, start the bot: it takes note, and this line goes away."
        ),
        f'server "Uncoached": the coach role is gone. {anew}',
    ]
    assert intent.startswith("Discord refuses the connection because the bot asks for a privileged intent")
    assert clock.startswith("This machine's clock is 60 minutes behind Discord's: set it right")

    discord.switch_intents(Intent.MESSAGE_CONTENT)
    assert states(await checking.checks(message_content="true"))["intents"] is State.OK


async def test_a_wrong_token_and_a_gateway_out_of_reach_are_told_apart(checking: Checking) -> None:
    refused = await checking.checks(token="a.wrong.token")
    away = await checking.checks(gateway_url="ws://127.0.0.1:1")
    offline = await checking.checks(api_base="http://127.0.0.1:1/api/v10")

    (copy_it_again,) = problems(refused)
    assert copy_it_again.startswith("Discord refuses the token. Copy it again from your application's Bot page")
    assert "gateway" not in states(refused)
    unreachable = "Discord cannot be reached (127.0.0.1:1: connection refused). Is this machine online, and discord."
    assert problems(away) == [f"{unreachable}gateway_url in config.yaml right?"]
    assert problems(offline) == [f"{unreachable}api_base in config.yaml right?"]


async def test_a_bot_that_is_started_again_and_again_is_noticed_before_its_token_is_reset(
    checking: Checking, discord: Playground
) -> None:
    limit = {"total": 1000, "remaining": 7, "reset_after": 3 * 3_600_000, "max_concurrency": 1}
    body = {"url": discord.gateway_url, "shards": 3, "session_start_limit": limit}
    discord.faults.fail(200, route="/gateway/bot", body=body)

    report = await checking.checks()

    (gateway,) = (part for part in report.parts if part.name == "gateway")
    assert "Discord recommends 3 shards, and this bot has one: enough below 2,500 servers" in gateway.about
    (started_often,) = problems(report)
    assert started_often.startswith("The bot may begin only 7 sessions in the next 3 hours: something starts it again")


@pytest.mark.parametrize("body", [[], {}, "<html>Log in to this hotel's network</html>", {"username": 5}])
async def test_where_something_else_answers_than_discord_it_says_so(
    checking: Checking, discord: Playground, body: Any
) -> None:
    discord.faults.fail(200, route="/users/@me", body=body)
    at_the_door = await checking.checks()
    discord.faults.fail(200, route="/gateway/bot", body=body)
    behind_it = await checking.checks()

    another = "Discord cannot be reached (something else answers there). Is this machine online, and discord."
    assert problems(at_the_door) == [f"{another}api_base in config.yaml right?"]
    assert problems(behind_it) == [f"{another}gateway_url in config.yaml right?"]


def test_without_a_token_it_says_where_to_get_one(operator: Operator) -> None:
    ended = operator.types("check", "--online")

    assert ended.exit_code == 78
    assert "There is no token: discord.com/developers, your application, page Bot, Reset Token" in ended.out
    assert operator.types("check", "--online", "--offline").err == "Choose one of --offline and --online.\n"


def test_a_full_disk_and_a_file_in_place_of_a_folder_are_problems(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    file = operator.writes_config("database: {url: 'sqlite:///taken/mock.sqlite3'}")

    report = look_at_disk(load_config(file, {}), room=1 << 60)

    taken, full = (str(problem) for problem in report.problems)
    assert taken == (
        f"{tmp_path}/taken is a file, so the database cannot be in {tmp_path}/taken: "
        "name another folder in config.yaml."
    )
    assert full.startswith(f"{tmp_path} has {report.about}, and the key and the list of deletions should have ")
