"""What YAML reads in another way than it was meant is noticed, by either parser; the rest is not spoken of."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.yamlfile.problem import MAX_PROBLEMS, Complaints
from bot.yamlfile.source import Document, read_yaml
from bot.yamlfile.traps import Trap, TrapKind, other_meaning
from tests.effort import little_effort

PARSERS = [yaml.SafeLoader, yaml.CSafeLoader]


def read(source: str, parser: Any = yaml.CSafeLoader) -> Document:
    document = read_yaml(source, Complaints("a.yaml"), parser=parser)
    assert document is not None
    return document


def traps(source: str, parser: Any = yaml.CSafeLoader) -> tuple[Trap, ...]:
    return read(source, parser).traps


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(
    ("source", "kind", "line", "what", "instead"),
    [
        ("a: What is C #1?", TrapKind.CUT, 1, "ends before “#1?”", "in quotes"),
        ("a: #1 of them", TrapKind.CUT, 1, "ends before “#1 of them”", "in quotes"),
        ("a:\n  - b\n  - c #d", TrapKind.CUT, 3, "ends before “#d”", "in quotes"),
        ("a: b\n  c\n  d #e", TrapKind.CUT, 3, "ends before “#e”", "in quotes"),
        ("a: What is issue # 5", TrapKind.COMMENTED, 1, "ends before “# 5”", "two blanks before #"),
        ("b: 1\na: >-\n  - x\n  - y", TrapKind.JOINED, 4, "lines YAML joins into one", "write | in place of >"),
        ("a: >\n  Do:\n  1. x", TrapKind.JOINED, 3, "lines YAML joins into one", "write | in place of >"),
        ("a: >-\n  Do:\n  ```\n  x = 1\n  ```", TrapKind.JOINED, 3, "joins into one", "write | in place of >"),
        ("a: >-\n  | x |\n  | - |", TrapKind.JOINED, 3, "joins into one", "write | in place of >"),
        ("a: First\n  - b\n  - c", TrapKind.JOINED, 3, "joins into one", "write | behind the key"),
        ("a: 'First:\n  1. b'", TrapKind.JOINED, 2, "joins into one", "write | behind the key"),
    ],
)
def test_text_that_is_cut_or_joined_is_noticed(
    parser: Any, source: str, kind: TrapKind, line: int, what: str, instead: str
) -> None:
    (trap,) = traps(source, parser)

    assert (trap.kind, trap.line) == (kind, line)
    assert what in trap.what
    assert instead in trap.instead


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        *((word, "true or false") for word in ("no", "yes", "on", "off", "No", "ON", "y", "n")),
        *((number, "a number") for number in ("010", "0o10", "0x1f", "0b1", "1_000", "1e3", ".5", "1.10", "-.inf")),
        ("12:30", "a number of minutes or seconds"),
        ("2024-02-30", "a date"),
        ("2024-02-03 04:05:06", "a date"),
        ("=", "a sign of its own"),
        ("<<", "a sign of its own"),
    ],
)
def test_what_means_something_else_to_other_readers_asks_for_quotes(written: str, meaning: str) -> None:
    (trap,) = traps(f"a: {written}")

    assert trap.kind is TrapKind.AMBIGUOUS
    assert trap.what == f"{written} is text here, and {meaning} to other programs"
    assert trap.instead == "put it in quotes"
    assert traps(f"a: '{written}'") == traps(f"a: |\n  {written}") == ()


@pytest.mark.parametrize(
    "source",
    [
        "a: C#1 and F#",
        "a: Stripe  # a comment\nk: Done. # a comment\nb:  # to be written\nc: [d] #e\nf: 'g' #h\ni: | #j\n  C #1",
        "a: 12\nb: -3\nc: ~\nd: true\ne: null",
        "a: 1.2.3\nb: 2024\nc: no more\nd: 1st\ne: 12:3x\nf: 10.0.0.1",
        "a: |\n  - x\n  - y",
        "a: >-\n  - x\n\n  - y",
        "a: >-\n  Do:\n    - x\n    - y",
        "a: >-\n  It says: x is\n  - by and large - y.\n",
        "a: >-\n  Of all of them:\n  401. No more.\n",
        "a: >-\n\nb: |\n",
    ],
)
def test_what_is_read_as_it_was_meant_is_not_noticed(source: str) -> None:
    assert traps(source) == ()


def test_a_text_without_lines_is_remembered_for_the_line_below_it() -> None:
    assert read("a:\n  - why: >-\n\n    Text: here\nb: |\n").after_empty_block[4] == "- why: >-"


@given(st.from_regex(r"[-+0-9._:eExoTZ ynfs=<]{1,12}", fullmatch=True))
def test_whatever_pyyaml_takes_for_no_text_is_noticed(written: str) -> None:
    try:
        loaded = yaml.safe_load(f"a: {written}")["a"]
    except (yaml.YAMLError, ValueError, TypeError, KeyError):
        return
    if isinstance(loaded, bool | float | datetime.date) or (isinstance(loaded, int) and str(loaded) != written):
        ours = read(f"a: {written}").value
        assert not isinstance(ours, dict) or not isinstance(ours["a"], str) or other_meaning(ours["a"])


def test_many_traps_cost_little() -> None:
    with little_effort():
        for source in ("- a #b\n" * 19_000, "- no\n" * 19_000, "a: >-\n" + "  - x\n" * 60_000, "a:" + " " * 400_000):
            assert len(traps(source)) <= MAX_PROBLEMS
