"""Tables of questions as people have them, each with what it must become."""

from __future__ import annotations

import pytest

from bot.banks.foreign.found import Shape
from bot.banks.foreign.records.columns import UnknownColumn, UnknownField
from bot.banks.foreign.records.rows import MOST_CELLS, WIDEST, rows_of
from bot.banks.foreign.table import is_table, read_table
from tests.banks.foreign.asked import answered, asked, file_called, file_of, left_out, shown

BECOMES: dict[str, list[dict[str, object]]] = {
    "interview.csv": [
        {
            "line": 2,
            "text": "What is a deadlock?",
            "examples": ("Two tasks wait for each other, and neither goes on.",),
            "difficulty": "Beginner",
        },
        {
            "line": 3,
            "text": "Why do tests flake, and what do you do?",
            "examples": ("I look for time, order and shared state.\n\nThen I fix the cause.",),
            "difficulty": "Advanced",
        },
    ],
    "title-above.csv": [
        {"line": 5, "text": "What does an index cost?", "topics": ("SQL", "performance"), "difficulty": "2"},
        {"line": 6, "text": "How do you name things?", "difficulty": "1"},
    ],
    "german.csv": [
        {
            "line": 3,
            "text": "Was ist ein Zeiger?",
            "examples": ("Die Adresse eines Wertes.",),
            "how": "Denken Sie an Karten.",
            "difficulty": "Leicht",
        },
        {
            "line": 4,
            "text": "Wozu dient ein Stapel?",
            "examples": ("Er merkt sich; was noch offen ist.",),
            "difficulty": "Schwer",
        },
    ],
    "quizlet.txt": [
        {"line": 1, "text": "What is a closure?", "examples": ("A function with what it remembers.",)},
        {"line": 2, "text": "What is hoisting?", "examples": ("Declarations count from the top.",)},
        {"line": 3, "text": "Name a falsy value.", "examples": ("0",)},
    ],
    "pipes.csv": [
        {"line": 2, "text": "monolith", "examples": ("one deployable unit",), "topics": ("architecture",)},
        {"line": 3, "text": "saga", "examples": ("a transaction in steps",), "topics": ("architecture",)},
    ],
    "words.tsv": [
        {"line": 2, "text": "봄", "examples": ("spring",), "topics": ("noun",)},
        {"line": 3, "text": "여름", "examples": ("summer",), "topics": ("noun",)},
        {"line": 4, "text": "가다", "examples": ("to go",), "topics": ("verb",)},
        {"line": 5, "text": "크다", "examples": ("to be big",), "topics": ("verb",)},
    ],
    "one-column.csv": [
        {"line": 2, "text": "Tell me about a failure, and what came of it."},
        {"line": 3, "text": 'How do you say "no"?'},
    ],
    "no-header.csv": [
        {"line": 1, "text": "Which port does HTTPS use?", "examples": ("443",), "topics": ("networking",)},
        {"line": 2, "text": "Which layer routes packets?", "examples": ("The third",), "topics": ("networking",)},
        {"line": 3, "text": "Which record names a mail server?", "examples": ("MX",), "topics": ("networking",)},
        {"line": 4, "text": "What does TTL mean?", "examples": ("Time to live",), "topics": ("networking",)},
    ],
    "choices.csv": [
        {
            "line": 2,
            "text": "Which is a linear structure?\n\nA) A tree\nB) A list\nC) A graph",
            "id": "007",
            "examples": ("A list",),
            "how": "Each element has one successor.",
        },
        {
            "line": 3,
            "text": "Which sorts in place?\n\nA) Merge sort\nB) Heap sort\nC) Counting sort",
            "id": "1.10",
            "examples": ("Heap sort",),
        },
        {
            "line": 4,
            "text": "Which is stable?\n\nA) Merge sort\nB) Heap sort\nC) Quick sort",
            "id": "may-5",
            "examples": ("Merge sort",),
        },
    ],
    "numbered-choices.csv": [
        {"line": 1, "text": "Which list is circular?\n\nA) Array\nB) Ring\nC) Stack", "examples": ("Ring",)},
        {"line": 2, "text": "Which one is last in first out?\n\nA) Queue\nB) Tree\nC) Pile", "examples": ("Pile",)},
        {"line": 3, "text": "Which one is first in first out?\n\nA) Line\nB) Graph\nC) Heap", "examples": ("Line",)},
    ],
    "wrong-answers.csv": [
        {
            "line": 2,
            "text": "Which one is elastic?\n\nA) A mainframe\nB) A rack, bought\nC) Pay as you go, with no limit",
            "examples": ("Pay as you go, with no limit",),
            "topics": ("Cloud",),
        },
        {
            "line": 3,
            "text": "Can a region fail?\n\nA) True\nB) False",
            "examples": ("True",),
            "topics": ("Cloud",),
        },
    ],
    "broken-quotes.csv": [
        {"line": 2, "text": 'What is "lazy" loading?', "examples": ("Loading when needed",)},
        {"line": 3, "text": 'Who said "worse is better"?', "examples": ("Gabriel",)},
        {"line": 4, "text": '"What is a 5" disk?', "examples": ("An old one",)},
        {"line": 5, "text": "What is never closed?", "examples": ("this answer",)},
        {"line": 6, "text": "What comes after?", "examples": ("the next row",)},
    ],
    "ragged.csv": [
        {
            "line": 2,
            "text": "What is cheap, fast and good?",
            "examples": ("Pick two",),
            "topics": ("planning",),
        },
        {"line": 3, "text": "What is left?"},
        {"line": 4, "text": "How long is it?", "examples": ("Long",), "topics": ("very long",)},
        {"line": 5, "text": "What is a formula?", "examples": ("4",)},
    ],
    "sections.csv": [
        {
            "line": 3,
            "text": "What is the JVM?",
            "examples": ("A machine made of software.",),
            "topics": ("JAVA",),
        },
        {"line": 4, "text": "What is a JAR?", "examples": ("An archive.",), "topics": ("JAVA",)},
        {"line": 6, "text": "What is the GIL?", "examples": ("A lock.",), "topics": ("PYTHON",)},
        {
            "line": 7,
            "text": "What is a wheel?",
            "examples": ("Any of:\n- An archive\n- a package",),
            "topics": ("PYTHON",),
        },
        {"line": 8, "text": "Why indent?", "examples": ("Any of:\n- Blocks\n- Habit",), "topics": ("PYTHON",)},
    ],
    "numbered.csv": [
        {"line": 2, "text": "What is a queue?", "examples": ("First in%2C first out",)},
        {"line": 4, "text": "What is a heap?", "examples": ("A tree in an array",)},
        {"line": 5, "text": "What is a trie?", "examples": ("A tree of letters",)},
    ],
    "guidance.csv": [
        {
            "line": 2,
            "text": "How do you disagree?",
            "examples": ("I ask first.",),
            "why": "To see how you argue.",
            "how": "Think of a colleague.\n\nSay what you learned.",
            "short": "I ask.",
            "key_points": ("listens", "decides"),
            "follow_ups": ("Who decided?", "What changed?"),
            "also_asked_as": ("Tell me about a conflict.",),
            "kind": "Behavioral",
            "minutes": "3",
        }
    ],
    "spreadsheet.csv": [{"line": 2, "text": "What does a <br> do?", "examples": ("It ends a **line**.",)}],
}


@pytest.mark.parametrize("name", BECOMES)
def test_a_table_becomes_questions(name: str) -> None:
    file = file_called(name)
    found = read_table(file)

    assert is_table(file)
    assert found.shape is Shape.TABLE
    assert [shown(question) for question in found.questions] == BECOMES[name]


def test_it_is_told_how_a_table_was_understood() -> None:
    found = read_table(file_called("interview.csv"))

    assert (found.size, found.used, found.mapped, found.unused) == (
        3,
        ("question", "ideal_answer"),
        ("difficulty",),
        ("role",),
    )
    assert left_out(found) == [(6, "An answer to nothing | Beginner | backend", "no-question")]


def test_lines_above_the_names_are_told_and_the_first_is_the_title() -> None:
    found = read_table(file_called("title-above.csv"))

    assert found.title == "Our hiring questions"
    assert left_out(found) == [(1, "Our hiring questions", "prose"), (2, "# kept by the platform team", "prose")]
    assert found.unused == ("No.",)


def test_headings_and_remarks_between_rows_are_told() -> None:
    assert left_out(read_table(file_called("numbered.csv"))) == [
        (3, "# From here on | they are harder | and longer.", "prose")
    ]
    assert left_out(read_table(file_called("sections.csv"))) == [(2, "JAVA", "prose"), (5, "PYTHON", "prose")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"question": "Stimme"}, {"Was?": ()}),
        ({"question": "stimme", "answer": "3"}, {"Was?": ("Das",)}),
        ({"Frage": "Stimme", "key-points": "Rest"}, {"Was?": ()}),
    ],
)
def test_a_mapping_says_what_columns_mean(fields: dict[str, str], expected: dict[str, tuple[str, ...]]) -> None:
    assert answered(read_table(file_of("Nr;Stimme;Rest\n1;Was?;Das\n"), fields=fields)) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            (
                "round,clue_value,answer,question\n1,200,It boils at 100 degrees at sea level,water\n"
                "1,400,This metal is liquid at room temperature,mercury\n"
            ),
            {
                "It boils at 100 degrees at sea level": ("water",),
                "This metal is liquid at room temperature": ("mercury",),
            },
        ),
        (
            "category,clue,solution\nSEA,It has a keel,What is a boat?\nSEA,It is salty,What is water?\n",
            {"It has a keel": ("What is a boat?",), "It is salty": ("What is water?",)},
        ),
        ("Problem,Topic\nTwo Sum,Hashing\nReverse a list,Lists\n", {"Two Sum": (), "Reverse a list": ()}),
    ],
)
def test_what_is_read_out_is_the_question_whatever_it_is_called(
    table: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert answered(read_table(file_of(table))) == expected


def test_a_mapping_to_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownColumn) as refused:
        read_table(file_of("Nr;Stimme\n1;Was?\n"), fields={"question": "Frage"})
    assert (refused.value.column, refused.value.known) == ("Frage", ("Nr", "Stimme"))

    with pytest.raises(UnknownField, match="colour"):
        read_table(file_of("Nr;Stimme\n1;Was?\n"), fields={"colour": "Stimme"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello, world. This is prose, and no table.\nIt goes on, and on, and on.\n\nThen it ends.\n",
        "# Questions\n\n- What is it?\n- Why, and how?\n",
        "| Question | Answer |\n|---|---|\n| What? | That. |\n",
        '[{"question": "What?", "answer": "That."}]',
        "<table><tr><td>Question,Answer</td></tr></table>\n",
        "int main(void) {\n  int a = 1;\n  return a;\n}\n",
        "PNG\x00\x00,\x01\x00\x00\n\x00,\x00\n",
    ],
    ids=["nothing", "prose", "markdown", "markdown-table", "json", "html", "code", "binary"],
)
def test_what_is_no_table_is_not_taken_for_one(text: str) -> None:
    assert not is_table(file_of(text))


def test_what_tells_of_a_row_is_neither_answer_nor_topic() -> None:
    table = read_table(
        file_of("Company,Question\nA Yard,Q. What is a jib?\nA Shop,Q. What is a keel?\nA Bar,Q. Why sail?\n")
    )
    judged = (
        f"Mast number {number} is made of wood.\t{number % 2 == 0}\tIt is of steel, number {number}."
        for number in range(8)
    )
    statements = read_table(file_of("\n".join(judged)))

    assert answered(table) == {"What is a jib?": (), "What is a keel?": (), "Why sail?": ()}
    assert {question.topics for question in statements.questions} == {()}


def test_figures_are_no_questions() -> None:
    rows = "".join(f"{number},{number * 7 % 11},male,{number * 13 % 17},yes,7\n" for number in range(50))

    assert read_table(file_of("age,score,sex,marks,passed,rank\n" + rows)).questions == ()


def test_a_row_too_many_is_told() -> None:
    commas, read = "," * (WIDEST - 1), MOST_CELLS // (WIDEST + 10)
    found = read_table(file_of(f"question{commas}\n" + f"What?{commas}\n" * (read + 10)))

    assert len(found.questions) == read - 1
    assert left_out(found) == [(read + 1, "What?", "beyond")]


@pytest.mark.parametrize("mark", ["", '"'], ids=["plain", "broken-quotes"])
def test_cells_behind_the_widest_row_are_told(mark: str) -> None:
    commas = "," * (WIDEST - 1)
    file = file_of(f"question{commas}\nWhat is {mark}a?{commas},,,lost,too\nWhat is b?{commas},,\n{commas},hidden\n")
    found = read_table(file)

    assert [text.replace(mark, "") for text in asked(found)] == ["What is a?", "What is b?"]
    assert left_out(found) == [(2, "lost", "beyond"), (4, "hidden", "beyond")]


def test_empty_rows_cost_nothing() -> None:
    empty = "," * (WIDEST - 1) + "\n"
    found = read_table(file_of(f"question,answer\nWhat is a?,A.\n{empty * 4000}What is b?,B.\n"))

    assert answered(found) == {"What is a?": ("A.",), "What is b?": ("B.",)}
    assert left_out(found) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('5,"What is it,foo\n6,"And that",bar\n', [(1, ["5", "What is it", "foo"]), (2, ["6", "And that", "bar"])]),
        ('"a ""b""", "c"\n\n"d\ne",f\n', [(1, ['a "b"', "c"]), (3, ["d\ne", "f"])]),
        ('a "quoted" word,b"\n', [(1, ['a "quoted" word', 'b"'])]),
    ],
)  # fmt: skip
def test_wrong_quotes_do_not_eat_rows(text: str, expected: list[tuple[int, list[str]]]) -> None:
    assert [(row.line, list(row.cells)) for row in rows_of(text, ",")] == expected


def test_columns_of_questions_are_no_answers_to_each_other() -> None:
    board = "PEOPLE,THINGS\nWho was first?,What is a wheel?\nWho was last?,What is a lever?\nWho was it?,What is it?\n"

    assert all(question.examples == () for question in read_table(file_of(board)).questions)
    assert asked(read_table(file_of(board))) == ["Who was first?", "Who was last?", "Who was it?"]
