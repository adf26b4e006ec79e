"""A new bank says what is missing, and is one as soon as it is filled in."""

from __future__ import annotations

import pytest

from bot.banks.exchange.skeleton import skeleton
from bot.banks.exchange.yaml_text import MODELINE
from bot.banks.format.loader import parse_bank
from tests.banks.builders import filled_in, refused

SLUGS = ["stripe", "python-backend", "null", "yes", "1", "a" * 40]


@pytest.mark.parametrize("slug", SLUGS)
def test_filled_in_it_is_a_bank(slug: str) -> None:
    bank = parse_bank(filled_in(skeleton(slug, with_schema=True)), slug, filename=f"{slug}.yaml")

    assert bank.title == slug.replace("-", " ").capitalize()
    assert len(bank.questions[0].examples) == 2


def test_as_it_is_only_what_no_draft_can_do_without_is_named() -> None:
    problems = refused(skeleton("stripe", with_schema=False))

    assert {problem.what for problem in problems} == {"is empty"}
    assert [problem.where for problem in problems] == [
        "questions[1].id",
        "questions[1].question",
    ]


def test_without_all_that_may_stay_empty_it_is_a_draft() -> None:
    text = skeleton("stripe", with_schema=False)
    written = text.replace("- id:", "- id: why-us").replace("question: >-", "question: Why us?")

    question = parse_bank(written, "stripe", filename="stripe.yaml").questions[0]

    assert question.model_dump(exclude_defaults=True) == {"id": "why-us", "text": "Why us?", "minutes": 2}


def test_each_line_fits_a_screen() -> None:
    assert max(len(line) for line in skeleton("stripe", with_schema=True).splitlines()) <= 120


def test_the_schema_is_named_only_where_it_is() -> None:
    assert skeleton("a", with_schema=True).startswith(MODELINE)
    assert "schema" not in skeleton("a", with_schema=False)
