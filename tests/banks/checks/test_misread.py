"""What YAML makes of a bank's texts is held against what their writer meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.banks.checks.finding import Severity
from bot.banks.checks.misread import misread
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.format.loader import parse_with_lines
from bot.banks.format.model import Bank
from tests.banks.builders import a_bank, a_question, good_with, loaded
from tests.banks.strategies import banks


def found(source: str) -> list[tuple[Severity, str]]:
    bank = parse_with_lines(source, "stripe", filename="stripe.yaml")
    return [(each.severity, str(each)) for each in misread(bank)]


def test_a_text_that_a_comment_cuts_is_an_error() -> None:
    ((severity, said),) = found(good_with("question: Why us?", "question: Why are we #1 for you?"))

    assert severity is Severity.ERROR
    assert said == (
        "stripe.yaml:36: error: questions[2].question: ends before “#1 for you?”: a blank and # begin a comment; "
        "put the text in quotes; if it is a comment, put a blank behind # [yaml]"
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("summary: Questions about payments", "summary: Questions about # signs", 5, "ends before “# signs”"),
        ("title: Stripe", "title: 010", 2, "010 is text here, and a number to other programs"),
        ("language: en", "language: no", 10, "no is text here, and true or false to other programs"),
        ("id: why-us", "id: 1e3", 35, "1e3 is text here, and a number to other programs"),
        ("topics: [motivation]", "topics: [on]", 38, "on is text here, and true or false to other programs"),
        ("note: A marketer", "note: 12:30", 32, "12:30 is text here, and a number of minutes or seconds"),
        ("how: Begin with an example.", "how: >-\n      - One\n      - Two", 27, "whose lines YAML joins into one"),
    ],
)
def test_what_only_looks_odd_is_a_warning(old: str, new: str, line: int, what: str) -> None:
    ((severity, said),) = found(good_with(old, new))

    assert severity is Severity.WARNING
    assert said.startswith(f"stripe.yaml:{line}: ")
    assert what in said


@pytest.mark.parametrize(
    "line", ["minutes: 3 #later 5", "kind: company #or role", "topics: [motivation] #x", "id: why-us # x"]
)
def test_a_comment_behind_a_word_of_a_certain_form_is_one(line: str) -> None:
    key = line.partition(":")[0]
    written = {"minutes": "minutes: 3", "kind": "kind: company", "topics": "topics: [motivation]", "id": "id: why-us"}

    assert found(good_with(written[key], line)) == []


def test_a_bank_that_we_write_asks_for_no_quotes() -> None:
    odd = ["no", "1e3", "0o10", "y", "C #1", "=", "12:30", "- x\n- y", ".5"]
    examples = [{"text": text, "note": text.splitlines()[0]} for text in odd]

    assert list(misread(loaded(a_bank(title="0o10", questions=[a_question(id="1e3", examples=examples)])))) == []


@settings(max_examples=25)
@given(banks())
def test_no_bank_that_we_write_is_misread(bank: Bank) -> None:
    assert list(misread(parse_with_lines(to_yaml(bank), bank.slug, filename="a.yaml"))) == []
