"""The schema that editors use says what the loader says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.banks.exchange.content import content_of
from bot.banks.exchange.yaml_text import MODELINE, SCHEMA_FILE
from bot.banks.format.loader import parse_bank
from bot.banks.format.model import Bank, is_gap
from bot.banks.format.schema import bank_schema, schema_text
from bot.yamlfile.problem import BankRefused, Complaints
from bot.yamlfile.source import read_yaml
from tests.banks.builders import GOOD, good_with, refused
from tests.banks.shipped import SHIPPED
from tests.banks.strategies import banks
from tests.effort import little_effort

VALIDATOR = Draft7Validator(bank_schema())
IN_RUST = jsonschema_rs.Draft7Validator(bank_schema())
ODD_LINES = [
    "no",
    "010",
    "1e3",
    "''",
    "|",
    "~",
    "[]",
    "{}",
    "- x",
    "'a: b'",
    ">-\n\n",
    '"\\u200b"',
    '"\\t"',
    "2",
    "x y",
]


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(bank_schema())


def test_the_schema_beside_the_banks_is_the_present_one() -> None:
    written = (SHIPPED / SCHEMA_FILE).read_text(encoding="utf-8")

    assert written == schema_text(), f"run `mock-interviewer banks schema > question_banks/{SCHEMA_FILE}`"


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.name)
def test_each_shipped_bank_points_to_the_schema_and_fits_it(path: Any) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith(MODELINE)
    assert [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))] == []


@settings(max_examples=40)
@given(banks())
def test_the_schema_has_no_complaint_of_any_bank_that_the_loader_takes(bank: Bank) -> None:
    assert VALIDATOR.is_valid(json.loads(json.dumps(content_of(bank))))


def without(key: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(GOOD)
    del content[key]
    return content


def with_link(url: str) -> dict[str, Any]:
    author = {"id": "mara", "name": "Mara", "bio": "Writes.", "url": url}
    return without("authors") | {"authors": [author, author | {"id": "tom"}]}


def question_with(**changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(GOOD)
    content["questions"][0].update(changes)
    return content


@pytest.mark.parametrize(
    "content",
    [
        *(without(key) for key in ("format", "title", "questions")),
        question_with(kind="tecnical"),
        question_with(difficulty="esay"),
        question_with(minutes=31),
        question_with(minutes=2.5),
        question_with(topics=["a", "a"]),
        question_with(topics=["Apis"]),
        question_with(key_points=["One", None]),
        question_with(question=None),
        question_with(also_asked_as="Why here?"),
        question_with(question="x" * 602),
        question_with(hint="x"),
        question_with(examples=[{"note": "x"}]),
        question_with(question="  "),
        question_with(question="One\u200btwo"),
        question_with(why="One\U000e0041two"),
        question_with(id="Not-kebab"),
        question_with(examples=[{"text": "\n", "note": "A developer"}]),
        without("title") | {"title": ["x"]},
        without("title") | {"title": 10},
        without("title") | {"title": "Two\nlines"},
        without("title") | {"title": "\u2800"},
        without("summary") | {"summary": "\u3164"},
        without("language") | {"language": "English"},
        with_link("http://example.org/"),
        with_link("example.org"),
        with_link("https://localhost/"),
        with_link("https://me@example.org/"),
        without("format") | {"format": 2},
        without("title") | {"title": "x", "slug": "y"},
    ],
)
def test_what_the_schema_refuses_the_loader_refuses_too(content: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(content)
    assert not IN_RUST.is_valid(content)
    assert refused(yaml.safe_dump(content))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("question: Why us?", "question: |\n      " + "x" * 600),
        ("title: Stripe", 'title: "\\t Stripe \\t\\r\\n "'),
        ("title: Stripe", "title: |\n\n  Stripe\n\n"),
        ("title: Stripe", "title: می\u200cخواهم 👩\u200d👧 e\u0301"),
        ("title: Stripe", "title: \u200dA"),
        ("title: Stripe", "title: 日本語"),
        ("summary: Questions about payments", 'summary: "  "'),
        ("author: tom", 'author: ""'),
        ("language: en", 'language: ""'),
        ("https://example.org/tom", " https://example.org:8080?a=b#c "),
    ],
)
def test_what_the_loader_takes_the_schema_takes_too(old: str, new: str) -> None:
    assert VALIDATOR.is_valid(yaml.safe_load(good_with(old, new)))
    assert_that_the_schema_says_no_more(good_with(old, new))


ODD = st.text(
    st.sampled_from("aA1 -.:/@#?\n\t\r\x0b\x85\xa0\u2003\u2028\u200b\u200d\u0301\u2800\ufeff\ue000é👧\U000e0041")
)
LINKS = st.from_regex(r"[ ]?https?://[ab@:.\[\]]{0,6}([/?#][ -~]{0,4})?[ \n]?", fullmatch=True)


@settings(max_examples=100)
@given(st.sampled_from(["title", "role", "language", "id", "question", "why", "author", "url"]), ODD | LINKS)
def test_no_text_is_refused_by_the_schema_alone(key: str, text: str) -> None:
    content: dict[str, Any] = yaml.safe_load(GOOD)
    place = content["questions"][1] if key in {"id", "question", "why", "author"} else content
    place = content["authors"][1] if key == "url" else place
    place[key] = text

    assert_that_the_schema_says_no_more(yaml.safe_dump(content, allow_unicode=False))


@settings(max_examples=100)
@given(st.sampled_from(GOOD.split("\n")), st.sampled_from(ODD_LINES))
def test_no_small_file_is_refused_by_the_schema_alone(line: str, instead: str) -> None:
    indent = line[: len(line) - len(line.lstrip(" -"))]
    assert_that_the_schema_says_no_more(GOOD.replace(line, f"{line.partition(': ')[0]}: {instead}", 1))
    assert_that_the_schema_says_no_more(GOOD.replace(line, f"{indent}{instead}", 1))


def assert_that_the_schema_says_no_more(source: str) -> None:
    """Whatever the schema complains of, the loader complains of as well."""
    document = read_yaml(source, Complaints("a.yaml"))
    if document is None or not _loads(source):
        return
    content = _without_gaps(document.value)
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []
    assert IN_RUST.is_valid(content)


def _without_gaps(value: Any) -> Any:
    """As the loader sees it: an empty list in the place of a text is a gap to it, and a mistake to editors."""
    if isinstance(value, dict):
        return {key: _without_gaps(each) for key, each in value.items() if not is_gap(each)}
    return [_without_gaps(each) for each in value] if isinstance(value, list) else value


def _loads(source: str) -> bool:
    try:
        parse_bank(source, "stripe", filename="a.yaml")
    except BankRefused:
        return False
    return True


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js, whose patterns editors use")
def test_editors_read_the_patterns_as_we_do() -> None:
    texts = [
        "Stripe",
        " ",
        "a\u200bb",
        "a\nb\n",
        "\tA\t",
        "👩\u200d👧",
        "\U000e0041",
        "\u2800",
        "https://a.b/",
        "ftp://a.b",
        "a-b",
        "a_b",
        "pt-BR",
    ]
    patterns = sorted(set(_patterns(bank_schema())))
    # As yaml-language-server does: with the flag u.
    script = """
        const [patterns, texts] = JSON.parse(process.argv[1]);
        console.log(JSON.stringify(patterns.map((each) => texts.map((text) => new RegExp(each, "u").test(text)))));
    """
    said = subprocess.run(
        ["node", "-e", script, json.dumps([patterns, texts])], check=True, capture_output=True, encoding="utf-8"
    )

    assert json.loads(said.stdout) == [[re.search(pattern, text) is not None for text in texts] for pattern in patterns]


def _patterns(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _patterns(each)
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            yield from _patterns(value)


def test_long_texts_are_held_against_the_patterns_in_little_time() -> None:
    with little_effort():
        for text in ("a" * 100_000, " " * 100_000, "a " * 50_000 + "\u200b", "a\n" * 50_000, " \t" * 50_000 + "\u200b"):
            for pattern in _patterns(bank_schema()):
                re.search(pattern, text)


def test_the_schema_has_no_complaint_of_gaps() -> None:
    gaps = dict.fromkeys(("company", "role", "summary", "introduction", "language", "authors"))
    nothing = dict.fromkeys(("kind", "difficulty", "minutes", "why", "short", "author"))
    lists = ("also_asked_as", "topics", "key_points", "examples", "follow_ups", "community_answers")
    asked = {"id": "a", "question": "Why?", **nothing, **{each: [] for each in lists}}
    draft = {"format": 1, "title": "A", **gaps, "summary": "", "questions": [asked]}

    assert [error.message for error in VALIDATOR.iter_errors(draft)] == []
    assert parse_bank(yaml.safe_dump(draft), "a", filename="a.yaml")


def test_each_key_is_explained_to_whoever_types_it() -> None:
    schema = bank_schema()
    for part in (schema, *schema["definitions"].values()):
        for key, value in part.get("properties", {}).items():
            assert value.get("description"), key


def test_the_choices_are_offered_where_they_are_typed() -> None:
    question = bank_schema()["definitions"]["Question"]["properties"]

    assert question["difficulty"]["enum"] == ["easy", "medium", "hard", None]
    assert "technical" in question["kind"]["enum"]
