"""Whatever a file holds: a bank, or problems that can be read. Never anything else."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.banks.format.loader import parse_bank
from bot.banks.format.model import Bank, Difficulty, Kind
from bot.yamlfile.problem import BankRefused, Complaints, Problem
from bot.yamlfile.source import read_yaml
from bot.yamlfile.text_rules import UNWANTED
from tests.banks.builders import GOOD, a_bank
from tests.effort import little_effort
from tests.properties import some

FRAGMENTS = st.sampled_from(
    [
        *("a", "b", ":", ": ", "- ", "-", "? ", "?", "\n", "\n  ", "\n    ", " ", "\t", "#", " #", ",", "[", "]"),
        *("{", "}", "'", '"', "|", ">", "|\n  ", "&a ", "*a", "!", "!!str ", "!<x>", "%", "@", "`", "---", "...", "<<"),
        *("\\", "\\x0", "\\ud800", "\r", "\r\n", "\x85", "\u2028", "\ufeff", "\x00", "~", "null", "1", "1e9", ".nan"),
        *("title", "title: x\n", "questions", "questions:\n- ", "authors", "format: 1\n", "key_points", "examples"),
    ]
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text() | st.sampled_from(["en", "a"])
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner), max_leaves=10
)


def read(source: bytes | str, slug: str = "stripe") -> Bank | None:
    """The bank, or None after the promises about a refusal were checked."""
    with little_effort():
        try:
            return parse_bank(source, slug, filename="stripe.yaml")
        except BankRefused as refusal:
            check(refusal.problems, source)
            return None


def check(problems: tuple[Problem, ...], source: bytes | str) -> None:
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
    lines = [problem.line for problem in problems]
    assert lines == sorted(lines)
    assert lines[0] >= 1
    assert lines[-1] <= 1 + text.count("\n") + text.count("\r")
    for printed in map(str, problems):
        assert "\n" not in printed
        assert not UNWANTED.search(printed)


@given(st.text())
def test_any_text(source: str) -> None:
    read(source)


@given(st.binary())
def test_any_bytes(source: bytes) -> None:
    read(source)


@given(st.text(), st.sampled_from([GOOD, "", "a: b"]))
def test_any_slug(slug: str, source: str) -> None:
    read(source, slug)


@some(200)
@given(st.lists(FRAGMENTS, max_size=40))
def test_any_mixture_of_what_means_something_in_yaml(fragments: list[str]) -> None:
    read("".join(fragments))


@pytest.mark.parametrize("parser", [yaml.SafeLoader, yaml.CSafeLoader])
@some(100)
@given(fragments=st.lists(FRAGMENTS, max_size=40))
def test_either_parser_reads_any_mixture(parser: Any, fragments: list[str]) -> None:
    complaints = Complaints("a.yaml")
    assert read_yaml("".join(fragments), complaints, parser=parser) is not None or complaints.problems


@some(200)
@given(st.integers(0, len(GOOD)), st.integers(0, 60), st.lists(FRAGMENTS, max_size=4))
def test_a_good_file_damaged_anywhere(start: int, length: int, fragments: list[str]) -> None:
    read(GOOD[:start] + "".join(fragments) + GOOD[start + length :])


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in _paths(each, (*path, key)))]


PATHS = _paths(yaml.safe_load(GOOD))[1:]


@some(80)
@given(st.lists(st.tuples(st.sampled_from(PATHS), ANYTHING), min_size=1, max_size=4))
def test_a_good_file_with_anything_in_the_place_of_anything(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    content = yaml.safe_load(GOOD)
    for place, new in changes:
        target = content
        try:
            for key in place[:-1]:
                target = target[key]
            target[place[-1]] = copy.deepcopy(new)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away

    read(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))


WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40).filter(
    lambda text: "```" not in text and not text.startswith(">>>") and not set(text) & set("\u3164\u115f\u1160\uffa0")
)
KEBAB = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
QUESTIONS = st.fixed_dictionaries(
    {
        "id": KEBAB,
        "question": WORDS,
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "topics": st.lists(KEBAB, min_size=1, max_size=5, unique=True),
        "difficulty": st.sampled_from([difficulty.value for difficulty in Difficulty]),
        "minutes": st.integers(1, 30),
        "why": WORDS,
        "how": WORDS,
        "key_points": st.lists(WORDS, min_size=3, max_size=6),
        "examples": st.lists(st.fixed_dictionaries({"text": WORDS, "note": WORDS}), min_size=1, max_size=3),
        "follow_ups": st.lists(WORDS, min_size=1, max_size=5),
    }
)


@given(st.lists(QUESTIONS, min_size=1, max_size=3, unique_by=lambda question: question["id"]))
def test_each_good_bank_is_read_as_it_was_written(questions: list[dict[str, Any]]) -> None:
    bank = a_bank(questions=questions)
    content = bank.model_dump(mode="json", exclude={"slug", "questions"}) | {"format": 1, "questions": questions}

    assert read(yaml.safe_dump(content, allow_unicode=True)) == bank
