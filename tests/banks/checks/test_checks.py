"""What a check warns of, where it points, and what it leaves in peace."""

from __future__ import annotations

from datetime import date

import pytest

from bot.banks.checks.coverage import unmentioned
from bot.banks.checks.duplicates import repeated
from bot.banks.checks.finding import Rule, Severity
from bot.banks.checks.speaking import full_of_numbers, out_of_range
from bot.banks.checks.stale import month_before, stale
from bot.banks.checks.topics import misspelt
from bot.banks.format.loader import LoadedBank, parse_with_lines
from bot.banks.format.model import Kind
from tests.banks.builders import GOOD, a_bank, a_question, loaded
from tests.banks.shipped import SHIPPED_BANKS


def asking(*texts: str, language: str = "en", file: str = "stripe.yaml") -> LoadedBank:
    questions = [a_question(id=f"q{number}", text=text) for number, text in enumerate(texts, start=1)]
    return loaded(a_bank(questions=questions, language=language), file=file)


def about(*topics: tuple[str, ...], file: str = "stripe.yaml") -> LoadedBank:
    questions = [a_question(id=f"q{number}", topics=each) for number, each in enumerate(topics, start=1)]
    return loaded(a_bank(questions=questions), file=file)


# Examples


@pytest.mark.parametrize(
    ("minutes", "words", "warned"),
    [
        *((1, words, warned) for words, warned in [(59, True), (60, False), (112, False), (113, True)]),
        *((2, words, warned) for words, warned in [(1, True), (119, True), (120, False), (225, False), (226, True)]),
        *((5, words, warned) for words, warned in [(299, True), (300, False), (450, False), (451, True)]),
        *((30, words, warned) for words, warned in [(449, True), (450, False), (451, True)]),
        *((None, words, warned) for words, warned in [(59, True), (60, False), (450, False), (451, True)]),
    ],
)
def test_an_example_takes_forty_to_seventy_five_per_cent_of_its_minutes(
    minutes: int | None, words: int, warned: bool
) -> None:
    example = {"text": "word " * words, "note": "A dev"}
    findings = list(out_of_range(loaded(a_bank(questions=[a_question(examples=[example], minutes=minutes)]))))

    assert bool(findings) is warned
    for finding in findings:
        assert finding.problem.what.startswith(f"has {words} word")
        assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(("numbers", "warned"), [(10, False), (11, True)])
def test_an_example_has_ten_numbers_at_most(numbers: int, warned: bool) -> None:
    example = {"text": " and ".join(str(number) for number in range(numbers)), "note": "A dev"}
    findings = list(full_of_numbers(loaded(a_bank(questions=[a_question(examples=[example])]))))

    assert bool(findings) is warned
    for finding in findings:
        assert finding.problem.what == "has 11 numbers, more than a listener can follow"


@pytest.mark.parametrize(("months", "named"), [(0, 2), (12, 2), (13, 1), (23, 1), (24, 0), (100_000, 0)])
def test_sources_looked_up_too_long_ago_are_named(months: int, named: int) -> None:
    sources = [
        {"claim": "Keys live for a day", "where": "docs.example.org/keys", "checked": checked}
        for checked in ("2025-11", "2024-12", "2026-12")
    ]
    bank = loaded(a_bank(questions=[a_question(sources=sources)]))
    findings = list(stale(bank, month_before(date(2026, 12, 1), months=months)))

    assert len(findings) == named
    for finding in findings:
        assert finding.rule is Rule.STALE
        assert finding.severity is Severity.WARNING
        assert finding.problem.instead == "look it up again: docs.example.org/keys"


def test_a_finding_has_file_and_line_and_says_what_to_write() -> None:
    first, _ = out_of_range(parse_with_lines(GOOD, "stripe", filename="stripe.yaml"))

    assert str(first) == (
        "stripe.yaml:31: warning: questions[1].examples[1].text: has 5 words, too few for an answer of 2 minutes said "
        "aloud; write 120 to 225, or change the minutes [example-length]"
    )


# The same question twice


def test_the_same_question_twice_in_a_bank_is_an_error() -> None:
    (finding,) = repeated([asking("What is an API?", "How are you?", "what is an api")])

    assert finding.severity is Severity.ERROR
    assert finding.problem.where == "questions[3].question"
    assert finding.problem.what == "asks the same as `q1` (stripe.yaml:14)"


def test_the_same_question_in_another_bank_is_a_warning() -> None:
    (finding,) = repeated([asking("What is an API?", file="a.yaml"), asking("What is an API?", file="b.yaml")])

    assert (finding.severity, finding.problem.file) == (Severity.WARNING, "b.yaml")
    assert "(a.yaml:14)" in finding.problem.what


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Tell me about a time when you disagreed with your manager about a technical decision.",
            "Describe a situation in which you and your manager disagreed on a technical decision.",
        ),
        (
            "Explain to me what an idempotency key is, and when a merchant needs one.",
            "When does a merchant need an idempotency key? Explain what it is.",
        ),
        ("What is a chargeback fee?", "Tell me what chargeback fees are!"),
        (
            "A webhook arrives twice. How do you make sure that the order is shipped once?",
            "How would you make sure an order ships only once although its webhook arrived twice?",
        ),
    ],
)
def test_a_question_in_other_words_is_noticed(one: str, other: str) -> None:
    others = ["How would you design the ledger of a bank?", "Why do you want to leave?", "What would you test first?"]

    (finding,) = repeated([asking(one, *others, other)])

    assert finding.severity is Severity.WARNING
    assert "asks nearly the same as `q1`" in finding.problem.what


def test_different_questions_about_one_thing_are_left_in_peace() -> None:
    bank = asking(
        "What is a webhook?",
        "A webhook arrives twice. What do you do?",
        "Who may see the secret of a webhook endpoint?",
        "What is idempotency?",
        "Why us?",
        "Why now?",
        "What is a payout?",
    )

    assert list(repeated([bank])) == []


def test_questions_in_different_languages_are_not_compared() -> None:
    german = asking("Warum Stripe, und warum diese Stelle?", "Was ist eine API und wozu dient sie?", language="de")
    french = asking("Stripe, API, und", language="fr", file="b.yaml")

    assert list(repeated([german, french])) == []


def test_words_without_endings_are_compared_in_other_languages_too() -> None:
    bank = asking(
        "Wie erklären Sie einem Händler die Rückerstattungen?",
        "Wie würden Sie Händlern eine Rückerstattung erklären?",
        "Welche Fehler haben Sie gemacht?",
        language="de",
    )

    assert len(list(repeated([bank]))) == 1


# Topics


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        ("apis", "api"),
        ("webhooks", "web-hooks"),
        ("idempotency", "idempotence"),
        ("reliability", "relaibility"),
        ("reliability", "reliabilty"),
        ("behaviour", "behavior"),
        ("api-design", "design-api"),
        ("payments", "payment"),
    ],
)
def test_one_topic_in_two_spellings_is_noticed(usual: str, unusual: str) -> None:
    (finding,) = misspelt([about((usual,), (unusual, "other"), (usual,))])

    assert finding.problem.where == "questions[2].topics[1]"
    assert finding.problem.what.startswith(f"`{unusual}` looks like `{usual}` (stripe.yaml:")
    assert finding.problem.instead.startswith(f"write `{usual}`")


@pytest.mark.parametrize(
    "topics",
    [
        ("apis", "databases", "webhooks", "debugging", "testing", "teamwork"),
        ("cards", "carts"),
        ("http-1", "http-2"),
        ("oauth1", "oauth2"),
        ("migration", "integration"),
        ("problem-solving", "product"),
    ],
)
def test_different_topics_are_left_in_peace(topics: tuple[str, ...]) -> None:
    assert list(misspelt([about(*((topic,) for topic in topics))])) == []


def test_topics_are_compared_across_banks_and_told_once_in_each_file() -> None:
    usual = about(("apis",), ("apis",), ("apis",), file="a.yaml")
    unusual = about(("api",), ("api",), file="b.yaml")

    (finding,) = misspelt([unusual, usual])

    assert (finding.problem.file, finding.problem.where) == ("b.yaml", "questions[1].topics[1]")


# Key points and examples


def a_bank_with(key_point: str, *examples: str, **changes: object) -> LoadedBank:
    points = [key_point, "Names it", "Says it"]
    given = [{"text": text, "note": "A dev"} for text in examples]
    return loaded(a_bank(questions=[a_question(key_points=points, examples=given)], **changes))


FORGOTTEN = "Stores an idempotency key before the first attempt"


def test_a_key_point_of_which_no_example_says_a_word_is_noticed() -> None:
    (finding,) = unmentioned(a_bank_with(FORGOTTEN, "I ask the customer to wait.", "I call the bank."))

    assert finding.problem.where == "questions[1].key_points[1]"
    assert FORGOTTEN in finding.problem.what


@pytest.mark.parametrize(
    ("key_point", "example"),
    [
        (FORGOTTEN, "So the key is in our table already."),
        (FORGOTTEN, "I attempted it once."),
        ("Gives the amount with its smallest unit, integers only", "It cost 1250."),
    ],
)
def test_one_word_in_any_form_is_enough(key_point: str, example: str) -> None:
    assert list(unmentioned(a_bank_with(key_point, "I ask the customer.", example))) == []


@pytest.mark.parametrize(
    "key_point",
    ["Names what they themselves got wrong", "Says what changed as a result", "Admits a doubt", "Is honest"],
)
def test_a_key_point_that_says_how_one_speaks_is_not_judged(key_point: str) -> None:
    assert list(unmentioned(a_bank_with(key_point, "I ask the customer."))) == []


def test_key_points_of_stories_and_of_other_languages_are_not_judged() -> None:
    points, examples = [FORGOTTEN, "Names it", "Says it"], [{"text": "I wait.", "note": "A dev"}]
    story = a_question(kind=Kind.BEHAVIOURAL, key_points=points, examples=examples)

    assert list(unmentioned(loaded(a_bank(questions=[story])))) == []
    assert list(unmentioned(a_bank_with(FORGOTTEN, "Ich warte.", language="de"))) == []


def test_key_points_under_the_wrong_question_are_noticed_often_enough_to_be_of_use() -> None:
    """The heuristic is measured where the truth is known: at key points that were moved to another question."""
    technical = [
        question for bank in SHIPPED_BANKS.all() for question in bank.questions if question.kind is not Kind.BEHAVIOURAL
    ]
    moved = [
        question.model_copy(update={"id": f"{number}", "key_points": other.key_points})
        for number, (question, other) in enumerate(zip(technical, technical[7:] + technical[:7], strict=True))
    ]
    noticed = sum(
        len(list(unmentioned(loaded(a_bank(questions=moved[at : at + 50]))))) for at in range(0, len(moved), 50)
    )

    assert noticed >= 0.15 * sum(len(question.key_points) for question in moved)
