"""Each mistake in a bank's file is named with its line and with what to write instead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from bot.banks.format.loader import load_bank, parse_bank
from bot.banks.format.model import MAX_QUESTIONS, Bank
from bot.yamlfile.problem import MAX_PROBLEMS, BankRefused
from tests.banks.builders import GOOD, good_with, refused, words

SECOND_MINUTES = "minutes: 3"


def parsed(text: str) -> Bank:
    return parse_bank(text, "stripe", filename="stripe.yaml")


def test_a_good_file_is_a_bank(tmp_path: Path) -> None:
    file = tmp_path / "stripe.yaml"
    file.write_text(GOOD, encoding="utf-8")

    bank = load_bank(file)

    assert (bank.slug, bank.title, bank.role) == ("stripe", "Stripe", None)
    assert bank.introduction == "Read the API reference.\n\nThen sleep."
    assert [question.text for question in bank.questions] == ["What is an API?", "Why us?"]
    assert [bank.author_of(each) for each in bank.questions] == [bank.authors[1], bank.authors[0]]


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "instead"),
    [
        (
            "difficulty: easy",
            "difficulty: esay",
            21,
            'questions[1].difficulty: "esay" is not a difficulty',
            "write easy, medium or hard",
        ),
        (
            "kind: company",
            "kind: comapny",
            37,
            'questions[2].kind: "comapny" is not a kind',
            "write behavioural, technical, role, company or system-design",
        ),
        (
            "topics: [apis, basics]",
            "topcis: [apis]",
            20,
            "questions[1]: unknown key `topcis`",
            "did you mean `topics`?",
        ),
        ("why: To hear", "Why: To hear", 24, "questions[1]: unknown key `Why`", "did you mean `why`?"),
        ("title: Stripe", "titel: Stripe", 2, "file: unknown key `titel`", "did you mean `title`?"),
        ("format: 1", "fromat: 1", 1, "file: unknown key `fromat`", "did you mean `format`?"),
        (
            "    name: Mara",
            "    name: Mara\n    shoe: 42",
            14,
            "authors[1]: unknown key `shoe`",
            "write one of `id`, `name`, `bio`, `url`",
        ),
        (
            "        note: A marketer",
            "        note: A marketer\n        nota: b",
            33,
            "questions[1].examples[1]: unknown key `nota`",
            "did you mean `note`?",
        ),
        (
            "title: Stripe",
            "title: Stripe\nslug: stripe",
            3,
            "file: unknown key `slug`",
            "remove it: the name of the file is the slug",
        ),
        (
            "    question: What is an API?",
            "    text: What is an API?",
            17,
            "questions[1]: `question` is missing",
            "write the question as it is asked",
        ),
        (
            "    bio: Writes questions.\n",
            "",
            12,
            "authors[1]: `bio` is missing",
            "write one or two sentences about this person",
        ),
        (
            "{text: I sold mugs with it., note: A developer}",
            "note: A developer",
            44,
            "questions[2].examples[1]: `text` is missing",
            "write the answer as you would say it aloud",
        ),
        ("format: 1\n", "", 1, "file: `format` is missing", "write 1"),
        ("format: 1", "format: 2", 1, "format: this format is not known", "write 1"),
        ("format: 1", 'format: "1"', 1, "format: this format is not known", "write 1"),
        ("format: 1", "format: true", 1, "format: this format is not known", "write 1"),
        ("title: Stripe", "title: 2024", 2, "title: 2024 is read as a number", "put it in quotes to make it text"),
        ("title: Stripe", "title: true", 2, "title: true is read as true or false", "put it in quotes to make it text"),
        ("title: Stripe", "title:", 2, "title: is empty", "write the name of the bank"),
        ("title: Stripe", "title: '  '", 2, "title: is empty", "write the name of the bank"),
        ("title: Stripe", "title: [a]", 2, "title: is a list", "write the name of the bank"),
        ("title: Stripe", "title: >\n  a\n\n  b", 2, "title: has several lines", "write one line"),
        ("title: Stripe", 'title: "a\\tb"', 2, "title: contains a tab", "remove it"),
        (
            "title: Stripe",
            'title: "a\\u202Eb"',
            2,
            "title: contains the invisible character U+202E (right-to-left override)",
            "remove it",
        ),
        (
            "why: To hear you explain.",
            "why: &",
            24,
            "file: a text cannot begin with &",
            "put the text in quotes, or on its own lines after `|`",
        ),
        (
            "how: Begin with an example.",
            "how: |\n      ```\n      x",
            25,
            "questions[1].how: opens a code block and does not close it (```)",
            "close it",
        ),
        (
            "Says who calls whom",
            "Mentions: callers",
            27,
            "questions[1].key_points[1]: has keys of its own",
            "write text; if there is a colon in it, put it in quotes",
        ),
        (
            "      - Names a contract\n",
            "      -\n",
            28,
            "questions[1].key_points[2]: is empty",
            "write text",
        ),
        (
            "[One reason, Own experience, No flattery]",
            "[a, b, c, d, e, f, g]",
            43,
            "questions[2].key_points: has 7 entries",
            "write at most 6",
        ),
        (
            "[One reason, Own experience, No flattery]",
            "One reason",
            43,
            'questions[2].key_points: "One reason" is only text',
            "write a list of short checks that a good answer meets, each entry behind `- `",
        ),
        (
            "{text: I sold mugs with it., note: A developer}",
            "I sold mugs",
            44,
            'questions[2].examples[1]: "I sold mugs" is only text',
            "write the keys `text`",
        ),
        (
            "minutes: 2",
            "minutes: two",
            22,
            'questions[1].minutes: "two" does not fit',
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "minutes: 2",
            "minutes: 31",
            22,
            "questions[1].minutes: 31 does not fit",
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "minutes: 2",
            "minutes: 0",
            22,
            "questions[1].minutes: 0 does not fit",
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "minutes: 2",
            "minutes: 2.5",
            22,
            'questions[1].minutes: "2.5" does not fit',
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "minutes: 2",
            "minutes: .nan",
            22,
            'questions[1].minutes: ".nan" does not fit',
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "minutes: 2",
            "minutes: 2024-02-30",
            22,
            'questions[1].minutes: "2024-02-30" does not fit',
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "minutes: 2",
            "minutes: true",
            22,
            "questions[1].minutes: true does not fit",
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "minutes: 2",
            "minutes: " + "9" * 5000,
            22,
            'questions[1].minutes: "9999999999999999999999999999999999999999…" does not fit',
            "write the suggested speaking time in whole minutes, 1 to 30",
        ),
        (
            "id: explain-an-api",
            "id: Explain an Ápi!",
            17,
            'questions[1].id: "Explain an Ápi!" is not in kebab-case',
            "write small letters, digits and single hyphens, such as explain-an-api",
        ),
        (
            "topics: [motivation]",
            "topics: [Why_Us]",
            38,
            'questions[2].topics[1]: "Why_Us" is not in kebab-case',
            "write small letters, digits and single hyphens, such as why-us",
        ),
        ("topics: [motivation]", "topics: [a, a]", 38, "questions[2].topics: names a twice", "name it once"),
        (
            "language: en",
            "language: English",
            10,
            'language: "English" is not the code of a language',
            "write one such as en or pt-BR",
        ),
        (
            "https://example.org/tom",
            "http://example.org",
            15,
            "authors[2].url: is not a link",
            "write https://, the site and the path",
        ),
        (
            "id: why-us",
            "id: explain-an-api",
            35,
            'questions[2].id: "explain-an-api" is the id of questions[1] already',
            "give each its own id",
        ),
        (
            "{id: tom,",
            "{id: mara,",
            15,
            'authors[2].id: "mara" is the id of authors[1] already',
            "give each its own id",
        ),
        (
            "author: tom",
            "author: tim",
            23,
            'questions[1].author: "tim" is not among the bank\'s authors',
            "write mara or tom",
        ),
        (
            "question: Why us?",
            "question: " + "x" * 601,
            36,
            "questions[2].question: has 601 characters",
            "write at most 600",
        ),
        (
            "question: Why us?",
            "question: Why: us?",
            36,
            "file: there is a colon where none can be",
            (
                "if it belongs to a text, put the text in quotes, or on its own lines after `|`; if it "
                "ends a key, begin it in the same column as the lines it belongs with"
            ),
        ),
        (
            "title: Stripe",
            "title: Stripe\ntitle: Stripes",
            3,
            "file: the key `title` was there in line 2 already",
            "keep one of the two",
        ),
        (
            "        note: A marketer",
            "        note: a\n        note: b",
            33,
            "questions[1].examples[1]: the key `note` was there in line 32 already",
            "keep one of the two",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, what: str, instead: str) -> None:
    assert f"stripe.yaml:{line}: {what}; {instead}" in words(good_with(old, new))


DRAFT = """\
format: 1
title: Things they asked me
questions:
  - id: why-us
    question: Why us?
"""
GAPS = """\
format: 1
title: Things they asked me
company:
role: ''
summary: null
introduction: >-

language:
authors: []
questions:
  - id: why-us
    question: Why us?
    also_asked_as: []
    kind:
    topics: []
    difficulty:
    minutes:
    author:
    why: >-

    how: ' '
    key_points:
      -
      -
    short:
    examples:
      - text: >-

        note:
    follow_ups: [ ]
    community_answers:
"""


def test_a_bank_needs_a_title_and_questions_with_their_words_and_ids() -> None:
    draft = parsed(DRAFT)

    assert draft.model_dump(exclude_defaults=True) == {
        "slug": "stripe",
        "title": "Things they asked me",
        "questions": ({"id": "why-us", "text": "Why us?"},),
    }
    assert draft.language == "en"


def test_what_is_there_and_empty_is_as_good_as_missing() -> None:
    assert parsed(GAPS) == parsed(DRAFT)


@pytest.mark.parametrize("key", ["title: Things they asked me\n", "    question: Why us?\n"])
def test_a_draft_needs_no_less(key: str) -> None:
    assert "is missing" in words(DRAFT.replace(key, ""))[0]


def test_an_author_who_is_not_there_is_named_even_where_there_are_none() -> None:
    (problem,) = refused(DRAFT + "    author: tom\n")

    assert (problem.line, problem.where) == (6, "questions[1].author")
    assert problem.instead == "add them to `authors`, or remove it"


def test_the_other_words_and_the_short_answer_of_a_question_are_read() -> None:
    bank = parsed(DRAFT + "    also_asked_as: [Why here?, What draws you to us?]\n    short: I sold mugs.\n")

    assert bank.questions[0].also_asked_as == ("Why here?", "What draws you to us?")
    assert bank.questions[0].short == "I sold mugs."


def test_a_draft_of_the_longest_bank_with_answers_is_read() -> None:
    answer = "I would name one thing I used, and what I would change about it. " * 20
    asked = [
        {"id": f"q{number}", "question": f"Why us, {number}?", "topics": ["motivation"], "difficulty": "hard"}
        | {"examples": [{"text": answer, "note": "A developer"}]}
        for number in range(MAX_QUESTIONS)
    ]
    text = yaml.dump({"format": 1, "title": "Many", "questions": asked}, Dumper=yaml.CSafeDumper)

    assert len(parsed(text).questions) == MAX_QUESTIONS


def test_a_misspelt_key_is_one_problem() -> None:
    assert len(words(good_with("topics: [apis, basics]", "topcis: [apis]"))) == 1


def test_an_entry_that_is_no_good_is_not_counted_as_absent() -> None:
    assert len(words(good_with("Says who calls whom", "Mentions: callers"))) == 1


def test_all_problems_are_named_at_once_in_the_order_of_lines() -> None:
    text = (
        good_with(SECOND_MINUTES, "minutes: 300")
        .replace("difficulty: easy", "difficulty: esay")
        .replace("title: Stripe", "title: Stripe\ntitle: Twice")
        .replace("id: why-us", "id: explain-an-api")
        .replace("author: tom", "author: *tom")
        .replace("summary: Questions", "summary: Ques\u200btions")
        .replace("    bio: Writes questions.\n", "")
    )

    problems = refused(text)

    assert [(problem.line, problem.where) for problem in problems] == [
        (3, "file"),
        (6, "column 14"),
        (13, "authors[1]"),
        (21, "questions[1].difficulty"),
        (23, "questions[1].author"),
        (35, "questions[2].id"),
        (40, "questions[2].minutes"),
    ]


def test_very_many_problems_are_cut_and_counted() -> None:
    problems = refused("\n".join(f"key{number}: 1" for number in range(1000)))

    assert len(problems) == MAX_PROBLEMS + 1
    assert "more problems from here on" in problems[-1].what


@pytest.mark.parametrize(
    "value", ["2024-01-01", ".nan", "1.5", "yes", "no", "on", "0x1f", "1_000", "007", "12:30:45", "1e3"]
)
def test_what_only_looks_like_a_value_is_text_where_text_belongs(value: str) -> None:
    assert parsed(good_with("question: Why us?", f"question: {value}")).questions[1].text == value


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    text = "\ufeff" + GOOD.replace("\n", "\r\n")

    assert parse_bank(text.encode(), "stripe", filename="stripe.yaml") == parsed(GOOD)
    assert parsed(GOOD.replace("\n", "\r")) == parsed(GOOD)


def test_lines_are_right_with_windows_line_ends() -> None:
    text = good_with("difficulty: easy", "difficulty: esay").replace("\n", "\r\n")

    assert [problem.line for problem in refused(text.encode())] == [21]


def test_a_file_may_be_written_as_json() -> None:
    bank = parsed(good_with("[{text: I sold mugs with it., note: A developer}]", '[{"text": "I", "note": "J"}]'))

    assert bank.questions[1].examples[0].note == "J"


def test_community_answers_are_welcome() -> None:
    text = good_with(
        '    follow_ups: ["Why now?"]',
        '    follow_ups: ["Why now?"]\n    community_answers: [{text: a, note: b, by: c}]',
    )

    assert parsed(text).questions[1].community_answers[0].by == "c"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is empty"),
        ("# nothing\n", "is empty"),
        ("---", "is empty"),
        ("- a\n", "is not a set of keys"),
        ("words", "is not a set of keys"),
    ],
)
def test_a_file_without_keys_says_how_to_begin(text: str, what: str) -> None:
    assert words(text) == [f"stripe.yaml:1: file: {what}; begin it with `format: 1` and `title: …`"]


@pytest.mark.parametrize("slug", ["Stripe", "a b", "x" * 41, "ünder", ""])
def test_the_name_of_the_file_must_be_a_slug(slug: str) -> None:
    problem = refused(GOOD, slug)[0]

    assert (problem.where, problem.line) == ("file name", 1)


def test_names_of_files_cannot_spoil_the_list_of_problems() -> None:
    with pytest.raises(BankRefused) as refusal:
        parse_bank("", "a", filename="a\n\x1b[31m" + "b" * 300)

    assert "\n" not in str(refusal.value)
    assert "\x1b" not in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(BankRefused, match=r"a\.yaml: file: cannot be read \(No such file or directory\)"):
        load_bank(tmp_path / "a.yaml")


def test_a_folder_is_not_a_bank(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()

    with pytest.raises(BankRefused, match="it is not a file"):
        load_bank(tmp_path / "a.yaml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")

    with pytest.raises(BankRefused, match="it is not a file"):
        load_bank(tmp_path / "a.yaml")


def test_a_wrong_ending_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(GOOD, encoding="utf-8")

    with pytest.raises(BankRefused, match=r"does not end in \.yaml; name it a\.yaml"):
        load_bank(tmp_path / "a.yml")
