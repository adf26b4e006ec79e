"""Nothing that people do gets past the door."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app.controls import ALL_BUTTONS
from bot.app.stray import FORMS
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton
from tests.architecture.tree import modules_in, name_of, tree_of

WAYS_IN = {"self._door.candidate", "self._door.coaches", "self._door.counted", "let_in"}


def listeners(tree: ast.AST) -> Iterator[ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef) and "commands.Cog.listener()" in map(
            ast.unparse, node.decorator_list
        ):
            yield node


def enters_by_the_door(listener: ast.AsyncFunctionDef) -> bool:
    """True if something is awaited only after, or through, a way in."""
    calls = [each for each in ast.walk(listener) if isinstance(each, ast.Call)]
    entered = [each.lineno for each in calls if ast.unparse(each.func) in WAYS_IN]
    awaited = [each.lineno for each in ast.walk(listener) if isinstance(each, ast.Await)]
    return bool(entered) and min(entered) <= min(awaited, default=min(entered))


@pytest.mark.parametrize("path", modules_in("cogs"), ids=name_of)
def test_every_listener_enters_by_the_door(path: Path) -> None:
    assert [each.name for each in listeners(tree_of(path)) if not enters_by_the_door(each)] == []


@pytest.mark.parametrize(
    "body",
    [
        "await self._comments.edit(message)",
        "await self._x.y()\n        async with self._door.coaches(server):\n            pass",
    ],
    ids=["no door", "too late"],
)
def test_a_listener_past_the_door_is_noticed(body: str) -> None:
    source = f"class Cog:\n    @commands.Cog.listener()\n    async def on_message(self, message):\n        {body}\n"

    assert [each.name for each in listeners(ast.parse(source)) if not enters_by_the_door(each)] == ["on_message"]


@pytest.mark.parametrize("button", ALL_BUTTONS, ids=lambda button: button.__name__)
def test_every_button_says_by_which_entrance_it_comes_in(button: type[PersistentButton]) -> None:
    assert isinstance(button.entrance, Entrance)
    assert button.callback is PersistentButton.callback  # which lets the press in


def test_no_form_of_ours_is_answered_as_an_old_one() -> None:
    defined = {
        node.name
        for path in modules_in("bot")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and re.fullmatch(r"(\w+_)?form_of", node.name)
    }

    assert defined == {form.__name__ for form in FORMS}
