"""What a bank is, and what it cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from bot.banks.format.model import Author, Bank, CommunityAnswer, Difficulty, Example, Kind, Question
from tests.banks.builders import a_bank, a_question

EMOJI = "\N{GRINNING FACE}"


def test_a_bank_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        a_bank().title = "Other"  # type: ignore[misc] - the promise is that this fails


def test_a_question_survives_the_way_through_storage() -> None:
    question = a_question(author="mara", community_answers=[{"text": "I would…", "note": "A student", "by": "Kim"}])

    assert Question.model_validate_json(question.model_dump_json()) == question
    assert Question.model_validate(question.model_dump(mode="json")) == question


def test_a_bank_survives_the_way_through_storage() -> None:
    assert Bank.model_validate_json(a_bank().model_dump_json()) == a_bank()


def test_kinds_and_difficulties_are_words() -> None:
    question = a_question(kind="system-design", difficulty="hard")

    assert (question.kind, question.difficulty) == (Kind.SYSTEM_DESIGN, Difficulty.HARD)


def test_the_author_is_the_one_named_or_the_first_of_the_bank() -> None:
    mara, tom = (Author(id=name.lower(), name=name, bio="Writes.") for name in ("Mara", "Tom"))
    named, unnamed = a_question(id="a", author="tom"), a_question(id="b")
    bank = a_bank(authors=[mara, tom], questions=[named, unnamed])

    assert bank.author_of(named) == tom
    assert bank.author_of(unnamed) == mara


def test_questions_are_numbered_from_1() -> None:
    bank = a_bank(questions=[a_question(id="a"), a_question(id="b")])

    assert [bank.number_of("a"), bank.number_of("b")] == [1, 2]
    with pytest.raises(KeyError):
        bank.number_of("c")


def test_topics_come_once_in_order_of_appearance() -> None:
    bank = a_bank(questions=[a_question(id="a", topics=["z", "a"]), a_question(id="b", topics=["a", "m"])])

    assert bank.topics == ("z", "a", "m")


def test_a_role_and_a_company_may_be_absent() -> None:
    bank = a_bank(company=None)

    assert (bank.company, bank.role) == (None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"questions": [a_question(), a_question()]},
        {"questions": [a_question(author="nobody")]},
        {"authors": [Author(id="mara", name=name, bio="Writes.") for name in ("Mara", "Mara II")]},
    ],
    ids=["question id twice", "unknown author", "author id twice"],
)
def test_a_bank_does_not_contradict_itself(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="is taken, or not known"):
        a_bank(**changes)


SOURCE = {"claim": "x", "where": "x", "checked": "2026-11"}
BANK_LIMITS = {"title": 80, "company": 50, "role": 50, "summary": 100, "introduction": 1500}
QUESTION_LIMITS = {"text": 600, "why": 1500, "how": 1800, "short": 1500}


@pytest.mark.parametrize(("field", "limit"), BANK_LIMITS.items())
def test_texts_of_a_bank_have_a_limit(field: str, limit: int) -> None:
    assert len(getattr(a_bank(**{field: "x" * limit}), field)) == limit
    with pytest.raises(ValidationError, match="at most"):
        a_bank(**{field: "x" * (limit + 1)})


@pytest.mark.parametrize(("field", "limit"), QUESTION_LIMITS.items())
def test_texts_of_a_question_have_a_limit(field: str, limit: int) -> None:
    assert len(getattr(a_question(**{field: "x" * limit}), field)) == limit
    with pytest.raises(ValidationError, match="at most"):
        a_question(**{field: "x" * (limit + 1)})


@pytest.mark.parametrize(
    ("model", "field", "limit"),
    [
        (Author, "name", 80),
        (Author, "bio", 300),
        (Example, "text", 3000),
        (Example, "note", 200),
        (CommunityAnswer, "text", 1800),
        (CommunityAnswer, "note", 200),
        (CommunityAnswer, "by", 80),
    ],
)
def test_texts_of_a_part_have_a_limit(model: Any, field: str, limit: int) -> None:
    good = dict.fromkeys(model.model_fields.keys() - {"url"}, "x")

    assert len(getattr(model.model_validate(good | {field: "x" * limit}), field)) == limit
    with pytest.raises(ValidationError, match="at most"):
        model.model_validate(good | {field: "x" * (limit + 1)})


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("id", "x" * 60, "x" * 61),
        ("topics", ["x" * 24], ["x" * 25]),
        ("topics", list("abcde"), list("abcdef")),
        ("key_points", ["x" * 150] * 6, ["x" * 151] * 6),
        ("also_asked_as", ["x" * 200] * 5, ["x" * 201]),
        ("also_asked_as", ["x"] * 5, ["x"] * 6),
        ("key_points", ["x"] * 6, ["x"] * 7),
        ("follow_ups", ["x" * 200] * 5, ["x" * 201]),
        ("follow_ups", ["x"] * 5, ["x"] * 6),
        ("sources", [SOURCE] * 10, [SOURCE] * 11),
        ("sources", [SOURCE | {"claim": "x" * 200, "where": "x" * 200}], [SOURCE | {"claim": "x" * 201}]),
        ("sources", [SOURCE | {"checked": "2026-12"}], [SOURCE | {"checked": "2026-13"}]),
        ("sources", [SOURCE | {"checked": "0001-01"}], [SOURCE | {"checked": "2026-1"}]),
        ("sources", [SOURCE], [{"claim": "x", "where": "x"}]),
        ("examples", [{"text": "x", "note": "x"}] * 10, [{"text": "x", "note": "x"}] * 11),
        ("minutes", 1, 0),
        ("minutes", 30, 31),
        ("minutes", 2, "2"),
        ("minutes", 2, True),
        ("minutes", 2, 2.0),
    ],
)
def test_parts_of_a_question_have_limits(field: str, good: Any, bad: Any) -> None:
    a_question(**{field: good})
    with pytest.raises(ValidationError):
        a_question(**{field: bad})


def test_a_bank_has_at_most_1000_questions() -> None:
    questions = [a_question(id=f"q{number}") for number in range(1001)]

    assert len(a_bank(questions=questions[:1000]).questions) == 1000
    with pytest.raises(ValidationError, match="at most 1000"):
        a_bank(questions=questions)


@pytest.mark.parametrize("slug", ["Stripe", "a b", "-a", "a-", "a--b", "é", "", "x" * 41, "a\n", "../a", "a/b"])
def test_slugs_are_in_kebab_case(slug: str) -> None:
    with pytest.raises(ValidationError):
        a_bank(slug=slug)


def test_emoji_count_as_two_because_discord_may_count_so() -> None:
    assert a_question(text=EMOJI * 300).text == EMOJI * 300
    with pytest.raises(ValidationError, match="602 characters, an emoji counting as two"):
        a_question(text=EMOJI * 301)


def test_texts_are_stripped() -> None:
    assert a_question(why="\n  because \n").why == "because"


@pytest.mark.parametrize(
    "text",
    [
        *("\u200d\u200c", "\u3164", "\u2800"),
        *("a\x00b", "a\tb", "a\rb", "a\x1bb", "a\x85b", "a\u202eb", "a\u2028b", "a\u200bb", "a\ufeffb"),
        *("a\ue000b", "a\uffffb", "a\U000e0041b", "a\ud800b"),
    ],
    ids=ascii,
)
def test_texts_have_only_sensible_characters(text: str) -> None:
    with pytest.raises(ValidationError):
        a_question(why=text)


@pytest.mark.parametrize(
    "text",
    ["Ä\u00a0ö", "日本語です", "مرحبا", "می\u200cخواهم", "👩\u200d💻", "❤\ufe0f", "e\u0301", "«x» — “y” …", "a\nb"],
)
def test_texts_may_be_in_any_language(text: str) -> None:
    assert a_question(why=text).why == text


def test_a_single_line_stays_one() -> None:
    with pytest.raises(ValidationError, match="several lines"):
        a_bank(title="Stripe\nand more")


@pytest.mark.parametrize("text", ["Look:\n```py\nx = 1", "a ``` b ``` c ```", ">>> all of this", "a\n  >>> b"])
def test_markdown_does_not_reach_beyond_its_text(text: str) -> None:
    with pytest.raises(ValidationError):
        a_question(how=text)


@pytest.mark.parametrize("text", ["Look:\n```py\n>>> x = 1\n```", "`a` > b", "> quoted", "a >>> b"])
def test_markdown_that_ends_is_welcome(text: str) -> None:
    assert a_question(how=text).how == text


@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/a?b=c#d"])
def test_an_author_may_have_a_link(url: str) -> None:
    assert Author(id="a", name="A", bio="A", url=url).url == url


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org", "example.org", "https://", "https://[", "https://localhost", "https://a b.org"),
        *("https://me:pw@example.org", "https://me@example.org", "javascript:alert(1)"),
        "https://" + "x" * 200 + ".org",
    ],
)
def test_a_link_is_https_and_leads_somewhere(url: str) -> None:
    with pytest.raises(ValidationError):
        Author(id="a", name="A", bio="A", url=url)


@pytest.mark.parametrize("language", ["en", "pt-BR", "zh-Hant", "es-419", "no"])
def test_languages_are_codes(language: str) -> None:
    assert a_bank(language=language).language == language


def test_a_topic_is_named_once() -> None:
    with pytest.raises(ValidationError, match="names apis twice"):
        a_question(topics=["apis", "apis"])


def test_lists_fit_a_field_of_an_embed_even_if_each_character_counts_as_two() -> None:
    # 1024 is Discord's limit; each entry gets "- " and a line feed.
    for limit, entries in ((150, 6), (200, 5)):
        assert entries * (limit + 3) <= 1024


def test_unknown_keys_are_refused_everywhere() -> None:
    for model in (Author, Example, CommunityAnswer, Question, Bank):
        with pytest.raises(ValidationError, match="extra_forbidden"):
            model.model_validate({"surprise": 1})
