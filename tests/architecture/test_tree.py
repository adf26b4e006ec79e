"""Folders are small, modules are short and say their purpose, and every tracked file is clean."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests.architecture.tree import MODULES, ROOT, SCRIPTS, TESTS, name_of, texts, tree_of

LONGEST = 300
MOST_MODULES = 20
ONE_BY_ONE = {"bot/storage/migrations/versions"}
"""A database goes through all migrations in their order, and a released one is never merged with another."""
NOT_OURS = ("playground/page/vendor/",)
"""Other people's files stay as they are."""
CLEAN = sorted(name for name in texts() if not name.startswith(NOT_OURS))
LEFTOVERS = {"utils", "helpers", "manager", "common", "misc"}
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |$)", re.MULTILINE)
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_NAMED = re.compile(r"`((?:bot|cogs|playground)(?:\.\w+)+)`")


def test_a_module_is_short() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in (*MODULES, *SCRIPTS)}

    assert {name: length for name, length in lines.items() if length > LONGEST} == {}, "look for the second purpose"


def test_a_folder_has_no_more_modules_than_one_can_take_in() -> None:
    sizes = Counter(name_of(path.parent) for path in (*MODULES, *TESTS) if path.stem not in {"__init__", "conftest"})
    too_large = {folder: size for folder, size in sizes.items() if size > MOST_MODULES and folder not in ONE_BY_ONE}

    assert too_large == {}


def test_a_module_says_its_purpose_in_its_first_line() -> None:
    purposes = {
        name_of(path): (ast.get_docstring(tree_of(path)) or "").partition("\n")[0]
        for path in (*MODULES, *TESTS)
        if path.name != "__init__.py" or path.read_text(encoding="utf-8")  # else a folder of tests
    }

    assert {name: said for name, said in purposes.items() if not said.endswith((".", "?", "…"))} == {}


def test_nothing_lives_in_a_module_of_leftovers() -> None:
    assert [name_of(path) for path in MODULES if LEFTOVERS & {path.stem, path.parent.name}] == []


def test_no_merge_is_left_unfinished() -> None:
    assert [name for name in CLEAN if _CONFLICT.search(texts()[name])] == []


def test_no_line_ends_with_blanks() -> None:
    assert [name for name in CLEAN if _TRAILING.search(texts()[name])] == []


@pytest.mark.parametrize("mark", ["<" * 7 + " HEAD", ">" * 7 + " 63f452d (a commit)", "|" * 7 + " base"])
def test_a_conflict_marker_is_noticed(mark: str) -> None:
    assert _CONFLICT.search(f"one\n{mark}\ntwo\n")


def test_trailing_blanks_are_noticed() -> None:
    assert _TRAILING.search("one \ntwo\n")
    assert _TRAILING.search("one\n\t\ntwo\n")


def exists(dotted: str) -> bool:
    """Whether a dotted name is a module, or something that is defined in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        module = ROOT.joinpath(*parts[:length])
        rest = parts[length:]
        for path in (module.with_suffix(".py"), module / "__init__.py"):
            if path.is_file():
                return not rest or is_defined(rest, tree_of(path).body)
    return False


def is_defined(names: list[str], body: list[ast.stmt]) -> bool:
    first, *rest = names
    for node in body:
        match node:
            case ast.ClassDef(name=name) if name == first:
                return not rest or is_defined(rest, node.body)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name == first:
                return not rest
            case ast.Assign(targets=targets) if any(isinstance(t, ast.Name) and t.id == first for t in targets):
                return not rest
            case ast.AnnAssign(target=ast.Name(id=name)) if name == first:
                return not rest
            case _:
                pass
    return False


def test_a_name_in_back_ticks_exists() -> None:
    named = {(name_of(path), name) for path in (*MODULES, *TESTS) for name in _NAMED.findall(path.read_text("utf-8"))}

    assert {(path, name) for path, name in named if not exists(name)} == set()


def test_a_name_that_is_gone_is_noticed() -> None:
    assert exists("bot.outbound.relay.OutboxRelay.deliver")
    assert not exists("bot.outbound.relay.OutboxRelay.nudge")
    assert not exists("bot.services.ports")
