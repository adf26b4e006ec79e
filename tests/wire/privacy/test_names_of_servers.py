"""Whatever a server is called: the pages of `/privacy` and an export name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.server import Playground
from tests.wire.conftest import config_for, running
from tests.wire.practice import Practice
from tests.wire.privacy.conftest import exported
from tests.wire.privacy.test_privacy import read_all


@pytest.mark.parametrize(
    ("name", "on_the_page", "in_the_export"),
    [
        ("\u3164", "a server whose name Discord isn't telling me right now", None),
        ("Half \ud83d Prep", "Half \ufffd Prep", "Half \ufffd Prep"),
    ],
    ids=["shows nothing", "half a character"],
)
async def test_a_server_is_named_whatever_it_is_called(
    playground: Playground, tmp_path: Path, name: str, on_the_page: str, in_the_export: str | None
) -> None:
    practice = Practice.furnish(playground)
    practice.guild.name = name
    async with running(playground, config_for(playground, tmp_path)):
        await practice.set_up()
        candice = await practice.interviewed()

        pages = "\n".join(await read_all(candice, place=candice.dm, ephemeral=False))
        export = await exported(candice)

    assert on_the_page in pages
    assert {each["server_name"] for each in export.data["interviews"]} == {in_the_export}
