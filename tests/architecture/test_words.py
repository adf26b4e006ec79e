"""One word, one meaning: the glossary is obeyed, retired words stay away, a public name is defined once."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.architecture.tree import MODULES, ROOT, name_of, tree_of

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
BESIDE = ("playground/", "benchmarks/", "bot/storage/migrations/")
"""What stands beside the bot has names of its own."""
OURS = [path for path in MODULES if not name_of(path).startswith(BESIDE)]

RETIRED = ("letter", "paper", "sheet", "freight", "cargo", "shipment", "errand", "wish", "timeliness", "bookkeeping")
RETIRED_WHOLE = {"case", "cases", "places", "hold", "holds", "holding", "holder"}
"""As whole words of an identifier: `uppercase` is none."""
ALLOWED = {
    "KEBAB_CASE": "spelling",
    "case": "SQLAlchemy's",
    "use_case": "what a room of each feature holds",
    "CandidateUseCase": "what a room of each feature holds",
    "CoachUseCase": "what a room of each feature holds",
}

SAME_MEANING = {
    "advance": "the one way to apply an event, in each machine",
    "withdraw": "decided in the domain, pressed in cogs",
    "close": "decided in the domain, pressed in cogs",
    "reopen": "decided in the domain, pressed in cogs",
    "send_held": "decided in the domain, pressed in cogs",
}


def words_of(identifier: str) -> list[str]:
    """`SentReviews.as_read` is made of sent, reviews, as and read."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)]


def identifiers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.keyword(arg=str() as name):
                yield name
            case _:
                pass


def retired_in(tree: ast.Module) -> set[str]:
    found = set()
    for identifier in identifiers(tree):
        words = words_of(identifier)
        is_retired = RETIRED_WHOLE & set(words) or any(word.rstrip("s") in RETIRED for word in words)
        if is_retired and identifier not in ALLOWED:
            found.add(identifier)
    return found


def test_no_retired_word_is_an_identifier() -> None:
    assert {name_of(path): found for path in OURS if (found := retired_in(tree_of(path)))} == {}


@pytest.mark.parametrize(
    "code", ["class ReviewFreight: ...", "def letters_wait(): ...", "x.places(1)", "f(held_case=1)", "locks.hold(1)"]
)
def test_a_retired_word_is_noticed(code: str) -> None:
    assert retired_in(ast.parse(code))


def public_names(tree: ast.Module) -> Iterator[str]:
    """What a module defines for others; type variables have no meaning of their own."""
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar" | "ParamSpec"))):
                pass
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


def test_no_public_name_has_two_meanings() -> None:
    # The functions of the command line are named after what the operator types.
    modules = [path for path in OURS if not name_of(path).startswith("bot/cli/")]
    defined = defaultdict(list)
    for path in modules:
        for name in public_names(tree_of(path)):
            if not name.startswith("_") and name != "log":
                defined[name].append(name_of(path))
    twice = {name: where for name, where in defined.items() if len(where) > 1 and name not in SAME_MEANING}

    assert twice == {}


def test_each_exception_is_still_one() -> None:
    defined = [name for path in OURS for name in public_names(tree_of(path))]

    assert {name for name in SAME_MEANING if defined.count(name) < 2} == set()


def test_the_glossary_explains_each_word_in_one_sentence() -> None:
    rows = re.findall(r"^\| (?!word|---)([^|]+) \| ([^|]+) \|$", GLOSSARY, re.MULTILINE)

    assert len(rows) > 40
    assert [word for word, meaning in rows if not meaning.endswith(".")] == []
    assert len({word for word, _ in rows}) == len(rows)
