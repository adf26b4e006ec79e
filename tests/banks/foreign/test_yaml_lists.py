"""YAML of others and Red's trivia lists, each with what they must become."""

from __future__ import annotations

import pytest

from bot.banks.foreign.foreign_yaml import BOUNDS, is_foreign_yaml, read_foreign_yaml
from bot.banks.foreign.found import Shape
from tests.banks.foreign.asked import answered, asked, file_called, file_of, left_out, shown


def test_a_trivia_list_becomes_questions_whatever_its_keys_are() -> None:
    file = file_called("trivia.yaml")
    found = read_foreign_yaml(file)

    assert is_foreign_yaml(file)
    assert found.shape is Shape.YAML
    assert [shown(question) for question in found.questions] == [
        {"line": 4, "text": "Which port does SSH use?", "examples": ("Any of:\n- 22\n- twenty-two",)},
        {"line": 7, "text": "Year of the first web page?", "examples": ("1991",)},
        {"line": 9, "text": "Does DNS use UDP: yes or no?", "examples": ("True",)},
        {"line": 11, "text": "1024 bytes are called...", "examples": ("a kibibyte",)},
    ]


def test_documents_and_sections_are_read_and_what_breaks_the_rules_is_told() -> None:
    file = file_called("questions.yaml")
    found = read_foreign_yaml(file)

    assert is_foreign_yaml(file)
    assert [shown(question) for question in found.questions] == [
        {
            "line": 4,
            "text": "What is a fake?",
            "examples": ("It works, but not for real.",),
            "topics": ("Testing",),
            "difficulty": "Beginner",
        },
        {"line": 11, "text": "What is a stub?", "examples": ("Any of:\n- It answers\n- It says nothing",)},
        {"line": 15, "text": "What is a cache key?", "topics": ("Builds",)},
    ]
    assert left_out(found) == [
        (9, "- question: What is a mock: a fake?", "unreadable"),
        (16, "a: *nothing", "unreadable"),
    ]


def test_a_question_that_stands_twice_is_told() -> None:
    found = read_foreign_yaml(
        file_of("AUTHOR: me\nWhat is it?:\n- this\nWhat is that?:\n- that\nWhat is it?:\n- those\n")
    )

    assert answered(found) == {"What is it?": ("this",), "What is that?": ("that",)}
    assert left_out(found) == [(6, "What is it?:", "twice")]


def test_text_that_a_comment_cuts_off_is_told() -> None:
    found = read_foreign_yaml(
        file_of(
            "# a list\n- question: What is C #1 about?\n  answer: #1 it is\n"
            "- question: What is C? # the language\n  answer: a #\n  level: easy # for most\n"
            "- question: a: b\n- question: 'What is D?' #so\n  answer: What #3 was\n"
        )
    )

    assert answered(found) == {"What is C": (), "What is C?": ("a",), "What is D?": ("What",)}
    assert [(line, why) for line, _, why in left_out(found)] == [
        (2, "comment"),
        (3, "comment"),
        (6, "comment"),
        (7, "unreadable"),
        (9, "comment"),
    ]
    assert left_out(found)[0][1] == "- question: What is C #1 about?"


def test_what_is_behind_the_last_part_that_is_read_is_told() -> None:
    empty = "\n" * (BOUNDS.values // 2)
    found = read_foreign_yaml(file_of(f"- question: What is it?\n{empty}---\n- question: What is behind it?\n"))

    assert left_out(found) == [(BOUNDS.values // 2 + 2, "---", "beyond")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A title\n\nNote: this is prose.\n\n- What is it?\n",
        "Q: What is it?\nA: This.\n\nQ: What is that?\nA: That.\n",
        "- What is it?\n- What is that?\n",
        "---\ntitle: Questions\n---\n\n## What is it?\n\nIt is this: that.\n",
        "question,answer\nWhat?,That.\n",
    ],
    ids=["nothing", "prose", "pairs", "bullets", "front-matter", "table"],
)
def test_what_others_read_better_is_not_taken(text: str) -> None:
    assert not is_foreign_yaml(file_of(text))


def test_other_yaml_has_no_questions() -> None:
    assert not is_foreign_yaml(file_called("workflow.yaml"))
    assert read_foreign_yaml(file_called("workflow.yaml")).questions == ()


def test_a_list_may_be_larger_than_a_bank() -> None:
    entry = "- question: What is number {}?\n  answer: {}\n"

    found = read_foreign_yaml(file_of("".join(entry.format(number, "a number " * 100) for number in range(1000))))

    assert len(found.questions) == 1000


@pytest.mark.parametrize(
    "text",
    [
        "- " * 50_000,
        "[" * 100_000,
        "%YAML 1.2\n" * 50_000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" * 1000,
        "What?: [\n" * 20_000,
        "? " * 50_000,
        "- question: a: b\n" * 20_000,
    ],
    ids=["depth", "lists", "directives", "aliases", "brackets", "keys", "colons"],
)
def test_a_hostile_file_is_read_in_bounded_time(text: str) -> None:
    assert len(asked(read_foreign_yaml(file_of(text)))) < 100
