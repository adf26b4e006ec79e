"""The schema that editors use says what the loader says."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft7Validator

from bot.banks.exchange.content import content_of
from bot.banks.exchange.yaml_text import MODELINE, SCHEMA_FILE
from bot.banks.format.model import Bank
from bot.banks.format.schema import bank_schema, schema_text
from tests.banks.builders import GOOD, refused
from tests.banks.shipped import SHIPPED
from tests.banks.strategies import banks
from tests.properties import some

VALIDATOR = Draft7Validator(bank_schema())


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


@some(20)
@given(banks())
def test_the_schema_has_no_complaint_of_any_bank_that_the_loader_takes(bank: Bank) -> None:
    assert VALIDATOR.is_valid(json.loads(json.dumps(content_of(bank))))


def without(key: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(GOOD)
    del content[key]
    return content


def question_with(**changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(GOOD)
    content["questions"][0].update(changes)
    return content


@pytest.mark.parametrize(
    "content",
    [
        *(without(key) for key in ("format", "title", "summary", "introduction", "language", "authors", "questions")),
        question_with(kind="tecnical"),
        question_with(difficulty="esay"),
        question_with(minutes=31),
        question_with(minutes=2.5),
        question_with(topics=["a", "a"]),
        question_with(topics=["Apis"]),
        question_with(topics=[]),
        question_with(key_points=["One", "Two"]),
        question_with(question="x" * 601),
        question_with(hint="x"),
        question_with(examples=[{"text": "x"}]),
        without("title") | {"title": ["x"]},
        without("format") | {"format": 2},
        without("title") | {"title": "x", "slug": "y"},
    ],
)
def test_what_the_schema_refuses_the_loader_refuses_too(content: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(content)
    assert refused(yaml.safe_dump(content))


def test_each_key_is_explained_to_whoever_types_it() -> None:
    schema = bank_schema()
    for part in (schema, *schema["definitions"].values()):
        for key, value in part["properties"].items():
            assert value.get("description"), key


def test_the_choices_are_offered_where_they_are_typed() -> None:
    question = bank_schema()["definitions"]["Question"]["properties"]

    assert question["difficulty"]["enum"] == ["easy", "medium", "hard"]
    assert "technical" in question["kind"]["enum"]
