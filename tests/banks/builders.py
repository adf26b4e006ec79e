"""Bank files and banks for the tests, good until a test spoils them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.format.loader import LoadedBank, parse_bank, parse_with_lines
from bot.banks.format.model import Bank, Question
from bot.yamlfile.problem import BankRefused, Problem

GOOD = """\
format: 1
title: Stripe
company: Stripe
role: null
summary: Questions about payments
introduction: |
  Read the API reference.

  Then sleep.
language: en
authors:
  - id: mara
    name: Mara
    bio: Writes questions.
  - {id: tom, name: Tom, bio: Answers them., url: "https://example.org/tom"}
questions:
  - id: explain-an-api
    question: What is an API?
    kind: technical
    topics: [apis, basics]
    difficulty: easy
    minutes: 2
    author: tom
    why: To hear you explain.
    how: Begin with an example.
    key_points:
      - Says who calls whom
      - Names a contract
      - Gives an example
    examples:
      - text: A waiter takes my order.
        note: A marketer
    follow_ups:
      - And a webhook?
  - id: why-us
    question: Why us?
    kind: company
    topics: [motivation]
    difficulty: medium
    minutes: 3
    why: To see whether you read about us.
    how: Name one thing you used.
    key_points: [One reason, Own experience, No flattery]
    examples: [{text: I sold mugs with it., note: A developer}]
    follow_ups: ["Why now?"]
"""


def good_with(old: str, new: str) -> str:
    """The good file with one place changed; it must be there exactly once."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def refused(source: bytes | str, slug: str = "stripe") -> tuple[Problem, ...]:
    """The problems of a file that must be refused."""
    with pytest.raises(BankRefused) as refusal:
        parse_bank(source, slug, filename=f"{slug}.yaml")
    assert refusal.value.problems
    return refusal.value.problems


def words(source: bytes | str) -> list[str]:
    """The problems of a file as they are printed."""
    return [str(problem) for problem in refused(source)]


def a_question(**changes: Any) -> Question:
    values: dict[str, Any] = {
        "id": "explain-an-api",
        "text": "What is an API?",
        "kind": "technical",
        "topics": ["apis"],
        "difficulty": "easy",
        "minutes": 2,
        "why": "To hear you explain.",
        "how": "Begin with an example.",
        "key_points": ["Says who calls whom", "Names a contract", "Gives an example"],
        "examples": [{"text": "A waiter takes my order.", "note": "A marketer"}],
        "follow_ups": ["And a webhook?"],
    }
    return Question.model_validate(values | changes)


def a_bank(**changes: Any) -> Bank:
    values: dict[str, Any] = {
        "slug": "stripe",
        "title": "Stripe",
        "company": "Stripe",
        "summary": "Questions about payments",
        "introduction": "Read the API reference.",
        "language": "en",
        "authors": [{"id": "mara", "name": "Mara", "bio": "Writes questions."}],
        "questions": [a_question()],
    }
    return Bank.model_validate(values | changes)


def loaded(bank: Bank, *, file: str = "stripe.yaml") -> LoadedBank:
    return parse_with_lines(to_yaml(bank), bank.slug, filename=file)


FILLED_IN = {"kind": "technical", "difficulty": "easy", "topics": "[apis]", "id": "explain-an-api"}


def filled_in(text: str) -> str:
    """As somebody fills it in who leaves every line where it is."""
    text = re.sub(r"^( *)(.*): >-\n\n", r"\1\2: >-\n\1    Some text.\n\n", text, flags=re.MULTILINE)
    text = re.sub(r"^( *)-$", r"\1- Some text", text, flags=re.MULTILINE)
    text = text.replace("topics: []", "topics:").replace("also_asked_as: []", "also_asked_as: [Why here?]")
    return re.sub(
        r"^( *(?:- )?)(\w+):( *#.*)?$",
        lambda found: (
            f"{found[1]}{found[2]}: {FILLED_IN.get(found[2], 'Some text')}"
            if found[2] not in {"authors", "questions", "key_points", "examples", "follow_ups"}
            else found[0]
        ),
        text,
        flags=re.MULTILINE,
    )
