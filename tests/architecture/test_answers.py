"""Interactions are answered in few modules: what becomes of a lost answer is decided once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.tree import MODULES, name_of, tree_of

ANSWERS = {
    "send_message",
    "send_modal",
    "edit_message",
    "defer",
    "autocomplete",
    "edit_original_response",
    "delete_original_response",
    "original_response",
}
"""What discord.py's interactions offer for an answer."""
ALLOWED = {"bot/client/replies.py", "bot/client/entrance.py", "bot/client/suggestions.py"}


def answers_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=str(name), value=ast.Attribute(attr="response")) if name in ANSWERS:
                yield name
            case ast.Attribute(attr="followup") | ast.Attribute(attr="edit_original_response" | "original_response"):
                yield node.attr
            case _:
                pass


def test_only_few_modules_answer_interactions() -> None:
    ours = [path for path in MODULES if name_of(path).startswith(("bot/", "cogs/"))]

    assert {name_of(path) for path in ours if list(answers_in(tree_of(path)))} == ALLOWED


def test_an_answer_elsewhere_is_noticed() -> None:
    source = "async def press(it):\n    await it.response.defer()\n    await it.followup.send('x')"

    assert sorted(answers_in(ast.parse(source))) == ["defer", "followup"]
