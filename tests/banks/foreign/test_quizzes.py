"""Quizzes in Moodle's formats GIFT and Aiken, and with marks of their own, each with what it must become."""

from __future__ import annotations

import pytest

from bot.banks.foreign.aiken import MOST_ITEMS, is_aiken, read_aiken
from bot.banks.foreign.found import Reason, Shape
from bot.banks.foreign.gift import MOST_PARTS, is_gift, read_gift
from bot.banks.foreign.marked_quiz import is_marked_quiz, read_marked_quiz
from tests.banks.foreign.asked import answered, file_called, file_of, left_out, shown


def test_a_gift_quiz_becomes_its_questions() -> None:
    found = read_gift(file_called("quiz.gift"))

    assert found.shape is Shape.GIFT
    assert [shown(question) for question in found.questions] == [
        {
            "line": 5,
            "text": "What does 1:50 000 mean?\n\nA) 1 cm is 500 m\nB) 1 cm is 5 km\nC) 1 cm is 50 m",
            "id": "map-1",
            "examples": ("1 cm is 500 m",),
            "how": "As 50 000 cm are.\n\nCount the zeros.",
            "topics": ("Maps", "Scale", "easy"),
        },
        {
            "line": 12,
            "text": "North is at the top of every map.\n\nA) True\nB) False",
            "examples": ("False",),
            "how": "Right.",
            "topics": ("Maps", "Scale"),
        },
        {
            "line": 14,
            "text": "Contour lines join points of the same [...] above the sea.",
            "examples": ("Any of:\n- height\n- altitude",),
            "topics": ("Maps", "Scale"),
        },
        {
            "line": 16,
            "text": "How many degrees has a circle?",
            "examples": ("360",),
            "topics": ("Maps", "Scale"),
        },
        {
            "line": 18,
            "text": "Which **colours** are water & ice?\n\nA) blue\nB) white\nC) red",
            "examples": ("All of:\n- blue\n- white",),
            "topics": ("Maps", "Scale"),
        },
        {"line": 20, "text": "Why do maps distort?", "topics": ("Maps", "Scale")},
    ]
    assert left_out(found) == [
        (22, "Match. {=N -> 0 =E -> 90 =S -> 180}", Reason.NOT_ASKED),
        (24, "This is only a text.", Reason.PROSE),
        (26, "Broken { =one", Reason.UNREADABLE),
    ]


@pytest.mark.parametrize(
    ("answers", "right"),
    [
        ("{#1822:3}", "1822 (give or take 3)"),
        ("{#3.1..3.2}", "From 3.1 to 3.2"),
        ("{#=12:0 =%50%12:2#Nearly}", "12"),
        ("{# =3:2 ~#Not near}", "3 (give or take 2)"),
        ("{One#Only this}", "One"),
        ("{TRUE}", "True"),
        ("{=%100%yes =%50%perhaps}", "yes"),
        ("{\n=one\n\n~two\n}", "one"),
        ("{=a \\= b ~a \\~ b}", "a = b"),
        ("{=[html]<i>a</i> ~b}", "*a*"),
    ],
)
def test_each_form_of_answers_says_what_is_right(answers: str, right: str) -> None:
    (question,) = read_gift(file_of(f"::T::What is it?{answers}\n")).questions

    assert [each.text for each in question.examples] == [right]


def test_an_aiken_quiz_becomes_its_questions() -> None:
    found = read_aiken(file_called("quiz.aiken.txt"))

    assert found.shape is Shape.AIKEN
    assert answered(found) == {
        "Which bearing is east?\n\nA) 0\nB) 90": ("90",),
        "What helps\nat night?\n\nA) A torch\nB) Stars and the moon\nC) Nothing": (
            "All of:\n- A torch\n- Stars and the moon",
        ),
    }
    assert left_out(found) == [(14, "Which one is missing? A. This B. That", Reason.UNREADABLE)]


@pytest.mark.parametrize(
    "name", ["quiz.gift", "quiz.aiken.txt", "headings.md", "options.md", "quiz.json", "answered.txt"]
)
def test_a_quiz_is_recognised_by_its_content(name: str) -> None:
    file = file_called(name)

    assert is_gift(file) is (name == "quiz.gift")
    assert is_aiken(file) is (name == "quiz.aiken.txt")


def test_of_a_quiz_without_end_the_beginning_is_read() -> None:
    assert left_out(read_gift(file_of("What?{T}\n\n" * (MOST_PARTS + 2))))[-1][2] == Reason.BEYOND
    assert left_out(read_aiken(file_of("ANSWER: A\n" * (MOST_ITEMS + 2))))[-1][2] == Reason.BEYOND
    assert read_aiken(file_of("What?\n" + "A. x\n" * 30 + "ANSWER: A\n")).questions == ()


def test_no_option_is_lost() -> None:
    many = read_gift(file_of(f"Which one?{{=one {' '.join(f'~no {number}' for number in range(27))}}}\n"))
    assert many.questions[0].text.endswith("\nZ) no 24\nAA) no 25\nAB) no 26")

    line = "It goes on and on. " * 60
    long = read_aiken(file_of(f"Which one?\nA. This\nB. That\n{line}\n{line}\n{line}\nANSWER: A\n"))
    assert len(long.questions) == 1
    assert left_out(long) == [(6, line[:100].strip(), Reason.BEYOND)]


def test_a_quiz_with_marked_questions_is_read_and_what_stands_before_is_told() -> None:
    file = file_of(
        "Sails\n\n#Q Three of these are sails.\nWhich one is not?\n^ Keel\nA Jib\nB Keel\nC Genoa\n\n"
        "#Q A keel is a fin.\n^ True\nThat is all.\nA True\nB False\n"
    )

    found = read_marked_quiz(file)

    assert is_marked_quiz(file)
    assert answered(found) == {
        "Three of these are sails.\nWhich one is not?\n\nA) Jib\nB) Keel\nC) Genoa": ("Keel",),
        "A keel is a fin.\n\nA) True\nB) False": ("True",),
    }
    assert left_out(found) == [(1, "Sails", Reason.PROSE), (12, "That is all.", Reason.PROSE)]
    assert not is_marked_quiz(file_of("#Q\n^ what is this\n"))
