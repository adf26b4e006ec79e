"""What a bot may register as commands."""

from __future__ import annotations

from typing import Any

import pytest

from playground.server import Playground
from tests.playground.raw import raw_rest

Json = dict[str, Any]


def command(**more: Any) -> Json:
    return {"name": "mock", "description": "Start"} | more


def option(**more: Any) -> Json:
    return {"type": 3, "name": "bank", "description": "Bank"} | more


async def sync(playground: Playground, commands: Any) -> tuple[int, Any]:
    async with raw_rest(playground) as rest:
        return await rest("PUT", f"/applications/{playground.world.bot_id}/commands", commands)


@pytest.mark.parametrize(
    ("commands", "path"),
    [
        ([command(name="Mock")], "0.name"),
        ([command(name="two words")], "0.name"),
        ([command(name="n" * 33)], "0.name"),
        ([command(description="")], "0.description"),
        ([command(description="d" * 101)], "0.description"),
        ([command(type=3)], "0.description"),
        ([command(), command()], "1.name"),
        ([command(options=[option(name=f"o{n}") for n in range(26)])], "0.options"),
        ([command(options=[option(), option()])], "0.options"),
        ([command(options=[option(), option(name="b", required=True)])], "0.options.1"),
        ([command(options=[option(choices=[{"name": "a", "value": "a"}] * 26)])], "0.options.0.choices"),
        ([command(options=[option(choices=[{"name": "a", "value": "a" * 101}])])], "0.options.0.choices.0.value"),
        (
            [command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])])],
            "0.options.0.choices",
        ),
        ([command(options=[option(max_length=6001)])], "0.options.0.max_length"),
        ([command(contexts=[])], "0.contexts"),
        ([command(contexts=[3])], "0.contexts.0"),
        ([command(integration_types=[2])], "0.integration_types.0"),
        ([command(name_localizations={"xx": "mock"})], "0.name_localizations.xx"),
        ([command(options=[option(name=f"o{n}", description="d" * 100,
           choices=[{"name": "c" * 100, "value": f"{m}"} for m in range(25)]) for n in range(4)])], "0"),
    ],
)  # fmt: skip
async def test_a_command_that_discord_refuses(playground: Playground, commands: list[Json], path: str) -> None:
    status, answer = await sync(playground, commands)

    assert (status, answer["code"]) == (400, 50035)
    place = answer["errors"]
    for step in path.split("."):
        place = place[step]
    assert place["_errors"]
    assert not playground.services.commands.registered


async def test_too_many_commands(playground: Playground) -> None:
    status, _ = await sync(playground, [command(name=f"c{n}") for n in range(101)])
    menus, _ = await sync(playground, [{"name": f"Menu {n}", "type": 3} for n in range(16)])
    fits, _ = await sync(playground, [command(name=f"c{n}") for n in range(100)])

    assert (status, menus, fits) == (400, 400, 200)


async def test_commands_keep_their_ids_when_synced_again(playground: Playground) -> None:
    _, before = await sync(playground, [command(), command(name="end")])
    _, after = await sync(playground, [command(description="Begin"), {"name": "Flag", "type": 3}])

    assert after[0]["id"] == before[0]["id"]
    assert after[0]["version"] != before[0]["version"]
    async with raw_rest(playground) as rest:
        path = f"/applications/{playground.world.bot_id}/commands"
        _, listed = await rest("GET", path)
        _, one = await rest("GET", f"{path}/{after[1]['id']}")
        gone, body = await rest("GET", f"{path}/{before[1]['id']}")
    assert [each["name"] for each in listed] == ["mock", "Flag"]
    assert one["type"] == 3
    assert (gone, body["code"]) == (404, 10063)
