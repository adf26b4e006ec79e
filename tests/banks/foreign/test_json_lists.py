"""JSON and JSON lines of many builds, each with what they must become."""

from __future__ import annotations

import json

import pytest

from bot.banks.foreign.foreign_json import (
    MOST_VALUES,
    is_foreign_json,
    is_json_lines,
    read_foreign_json,
    read_json_lines,
)
from bot.banks.foreign.foreign_yaml import read_foreign_yaml
from bot.banks.foreign.found import MOST_PARTS_LISTED, Reason, Shape
from bot.banks.foreign.records.columns import UnknownColumn
from tests.banks.foreign.asked import answered, file_called, file_of, left_out, shown

BECOMES: dict[str, list[dict[str, object]]] = {
    "nested.json": [
        {
            "line": 8,
            "text": "What is a join?",
            "examples": ("Rows of two tables, side by side.",),
            "topics": ("Databases",),
            "difficulty": "Junior",
        },
        {
            "line": 9,
            "text": "Explain isolation.",
            "examples": ("Nobody sees half a change.\n```\nBEGIN;\n```",),
            "topics": ("Databases", "sql", "locks"),
        },
        {"line": 12, "text": "What does DNS do?", "topics": ("Networks",)},
        {"line": 12, "text": "Why is TCP slow to start?", "topics": ("Networks",)},
        {
            "line": 14,
            "text": "When is a cache wrong?",
            "examples": ("Any of:\n- stale data\n- too little memory",),
            "topics": ("Caches",),
            "difficulty": "Hard",
        },
    ],
    "answers-by-question.json": [
        {"line": 2, "text": "What is a semaphore?", "examples": ("A counter that tasks wait for.",)},
        {"line": 3, "text": "Name two signals.", "examples": ("Any of:\n- SIGTERM\n- SIGKILL",)},
        {
            "line": 4,
            "text": "How do you end a process?",
            "examples": ("Politely, then not.",),
            "difficulty": "easy",
        },
    ],
    "quiz.json": [
        {
            "line": 8,
            "text": "Which planet isn't made of gas?\n\nA) Jupiter\nB) Mars\nC) Neptune\nD) Saturn",
            "examples": ("Mars",),
            "topics": ("Science & Nature",),
            "difficulty": "easy",
        },
        {
            "line": 16,
            "text": "A byte always had eight bits.\n\nA) True\nB) False",
            "examples": ("False",),
            "topics": ("Computers",),
            "difficulty": "hard",
        },
    ],
    "options.json": [
        {
            "line": 2,
            "text": "Which is a fruit?\n\nA) Tomato\nB) Potato\nC) Carrot",
            "examples": ("Tomato",),
            "how": "It has seeds.",
        },
        {"line": 3, "text": "Which is a root?\n\nA) Tomato\nB) Apple\nC) Carrot", "examples": ("Carrot",)},
    ],
    "marked-options.json": [
        {
            "line": 2,
            "text": "Which are even?\n\nA) 2\nB) 3\nC) 4",
            "id": "q1",
            "examples": ("All of:\n- 2\n- 4",),
        },
        {"line": 3, "text": "Which is odd?\n\nA) 8\nB) 9", "id": "q2", "examples": ("9",)},
    ],
    "columns.json": [
        {"line": 1, "text": "What is a monad?", "examples": ("A burrito.",)},
        {"line": 1, "text": "What is a functor?", "examples": ("A box.",)},
    ],
    "broken-off.json": [
        {"line": 2, "text": "What is a proxy?", "examples": ("One who acts for another.",)},
        {"line": 4, "text": "What is a bridge?", "examples": ("A way across.",)},
    ],
    "schema.json": [],
    "notebook.json": [],
    "packages.json": [],
}


@pytest.mark.parametrize("name", BECOMES)
def test_json_becomes_questions(name: str) -> None:
    file = file_called(name)
    found = read_foreign_json(file)

    assert is_foreign_json(file)
    assert not is_json_lines(file)
    assert found.shape is Shape.JSON
    assert [shown(question) for question in found.questions] == BECOMES[name]


def test_json_lines_become_questions_and_a_broken_line_is_told() -> None:
    file = file_called("lines.jsonl")
    found = read_json_lines(file)

    assert is_json_lines(file)
    assert not is_foreign_json(file)
    assert found.shape is Shape.JSON_LINES
    assert [shown(question) for question in found.questions] == [
        {"line": 1, "text": "What is a thread?", "id": "1.10", "examples": ("A path through code.",)},
        {"line": 4, "text": "What is a task?", "examples": ("Work to be done.",)},
    ]
    assert left_out(found) == [(2, '{"id": 1.1, "question": "What is a fiber?" "answer": "no comma"}', "unreadable")]


def test_it_is_told_what_was_used_and_what_breaks_a_file() -> None:
    found = read_foreign_json(file_called("nested.json"))
    assert found.title == "Platform"
    assert (found.size, found.used, found.mapped) == (5, ("q", "a", "tags", "question"), ("level", "difficulty"))

    assert left_out(read_foreign_json(file_called("broken-off.json"))) == [
        (3, '{"question": "What is a gateway?" "answer": "A way in."', "unreadable"),
        (5, '{"question": "What is a rou', "unreadable"),
    ]


def test_an_entry_without_a_question_among_others_is_told() -> None:
    entries = (
        '{"question": "What is it?", "answer": "A."},\n{"title": "Part 2"},\n{"question": "", "answer": "Lost."},\n{}'
    )

    for found in (read_foreign_json(file_of(f"[{entries}]")), read_foreign_yaml(file_of(f"[{entries}]"))):
        assert answered(found) == {"What is it?": ("A.",)}
        assert left_out(found) == [(2, "Part 2", "no-question"), (3, "Lost.", "no-question")]


def test_a_mapping_says_which_keys_have_questions() -> None:
    file = file_of('{"rows": [{"Stimme": "Was?", "Rest": "Das.", "question": "no"}]}')

    assert answered(read_foreign_json(file, fields={"question": "Stimme", "answer": "Rest"})) == {"Was?": ("Das.",)}
    with pytest.raises(UnknownColumn):
        read_foreign_json(file, fields={"question": "Frage"})


def test_a_value_that_its_key_loses_is_told() -> None:
    lost = '{"question": "What is it?", "tags": [{"a": 1}, ","],\n"answer": "Lost.", "\\u0061nswer": "Kept."}'

    for text in (f"[{{}},\n{lost}]", f"[{{}},\n{lost}, // so\n]", f"[{{}},\n{lost}, broken"):
        found = read_foreign_json(file_of(text))
        assert answered(found) == {"What is it?": ("Kept.",)}
        assert [(each.line, each.text[:17], each.why) for each in found.left_out] == [
            (3, '"answer": "Lost."', Reason.TWICE)
        ]
    lines = read_json_lines(file_of("{}\n" + lost.replace("\n", " ")))
    assert [(each.line, each.why) for each in lines.left_out] == [(2, Reason.TWICE)]


def test_a_broken_object_with_others_in_it_is_told() -> None:
    broken = '{"question": "What is b?" "answer": {"text": "B."}}'
    found = read_foreign_json(file_of(f'{{"list": [\n{{"question": "What is a?"}},\n{broken}\n]}}'))

    assert answered(found) == {"What is a?": ()}
    assert (3, '{"question": "What is b?" "answer": {"text": "B."', "unreadable") in left_out(found)
    assert [line for line, *_ in left_out(found)] == [3, 3], "the inner one, which asks nothing, and not the outermost"


SAID = [{"role": "user", "content": "What is a?"}, {"role": "assistant", "content": "A."}]


@pytest.mark.parametrize(
    ("text", "becomes", "lost"),
    [
        ('["What is a?", "What is b?", "What is c?", {"question": "What is d?"}]', "abcd", []),
        ('["Part 1", {"question": "What is a?"}, {"question": "What is b?"}]', "ab", [("Part 1", "no-question")]),
        (
            '{"meta": {"by": "me"}, "list": [{"question": "What is a?"}], "other": {"name": "b"}}',
            "a",
            [("b", "no-question")],
        ),
        (
            f'[{"[" * 14}{{"question": "What is b?"}}{"]" * 14}, {{"question": "What is a?"}}]',
            "a",
            [("What is b?", "beyond")],
        ),
        (
            '[["Question", "Answer"], ["What is a?", "A."' + ', ""' * 298 + ', "lost"]]',
            "a",
            [("lost", "beyond")],
        ),
        (
            json.dumps({"messages": [*SAID, {"role": "user", "content": "And b?"}]}),
            "a",
            [("And b?", "beyond")],
        ),
        (
            '{"question": ["What is a?", "What is b?"], "answer": ["A.", "B."], "tags": ["x"]}',
            "ab",
            [("x", "no-question")],
        ),
        (
            json.dumps({**{f"What is {each}?": each for each in "abdf"}, "What is c?": [], "And": {"What is e?": 5}}),
            "abcdef",
            [],
        ),
        ('{"What is a?": "A.", "What is b?": "B.", "nothing": null}', "ab", [("nothing", "no-question")]),
    ],
    ids=["texts", "text", "section", "depth", "width", "talk", "columns", "answers", "no-answer"],
)
def test_what_is_not_among_the_questions_is_told(text: str, becomes: str, lost: list[tuple[str, str]]) -> None:
    found = read_foreign_json(file_of(text))

    assert sorted(each.text for each in found.questions) == [f"What is {each}?" for each in becomes]
    assert [(beginning, why) for _, beginning, why in left_out(found)] == lost


def test_columns_with_the_same_name_or_without_one_are_told() -> None:
    rows = '[["Question", "Answer", "Note", "Note"], ["What is a?", "A.", "1", "2", "3"]]'
    assert read_foreign_json(file_of(rows)).unused == ("Note", "Note (4)", "column 5")


def test_more_than_is_read_or_listed_is_told() -> None:
    whole, broken = '{"question": "What is it?"}\n', '{"question" "no"}\n'

    for found in (
        read_json_lines(file_of(whole + broken * (MOST_PARTS_LISTED + 2))),
        read_foreign_json(file_of(f"[{whole}" + ',{"name": "x"}' * (MOST_PARTS_LISTED + 2) + "]")),
        read_foreign_json(file_of(f"[{whole}" + broken * (MOST_PARTS_LISTED + 2))),
    ):
        assert len(found.questions) == 1
        assert len(found.left_out) == MOST_PARTS_LISTED + 1
        assert found.left_out[-1].why is Reason.BEYOND
    for text in (f"[{whole}, " + '{"a":' * 100_000, "[" + "," * MOST_VALUES):
        assert [each.why for each in read_foreign_json(file_of(text)).left_out] == [Reason.BEYOND]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, '[{"question": ' + "9" * 100_000 + "}]", "{" * 100_000, '[{"q": 1,' * 30_000],
    ids=["lists", "objects", "a-number", "braces", "broken-objects"],
)
def test_a_hostile_file_is_read_in_bounded_time(text: str) -> None:
    assert len(read_foreign_json(file_of(text)).left_out) <= 300
