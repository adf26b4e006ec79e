"""Pages of Markdown and plain text as people write them, each with what it must become."""

from __future__ import annotations

import time

import pytest

from bot.banks.foreign.found import Found, Reason, Shape
from bot.banks.foreign.markdown.blocks import DEEPEST
from bot.banks.foreign.markdown.reading import is_marked_page, is_page_of_questions, read_page_of_questions
from bot.banks.foreign.markdown.source import LONGEST_LINE, LONGEST_PAGE, MOST_LINES
from tests.banks.foreign.asked import answered, asked, file_called, file_of, left_out, shown

BECOMES: dict[str, list[dict[str, object]]] = {
    "headings.md": [
        {
            "line": 20,
            "text": "What does salt do?",
            "examples": (
                (
                    "It slows the yeast, and **tightens** the gluten.\n\n**In numbers**\n\nA curve that falls"
                    "\n\n```python\nsalt = flour * 0.02\n# not more than that?\n```"
                ),
            ),
            "topics": ("Dough",),
        },
        {
            "line": 35,
            "text": "How do you knead?",
            "examples": ("1. Push\n2. Fold, see [the video](https://video.example/fold) and above",),
            "topics": ("Dough",),
        },
        {
            "line": 42,
            "text": "Autolyse",
            "examples": ("Flour and water rest\nbefore anything else is added.",),
            "topics": ("Dough",),
        },
        {
            "line": 49,
            "text": "Why is there steam in a deck oven?",
            "examples": ("Minute | Steam\n1 | yes",),
            "topics": ("Ovens",),
            "difficulty": "Hard",
        },
    ],
    "collapsible.md": [
        {
            "line": 14,
            "text": "What is humus?",
            "examples": ("The dark part of the soil, `C` mostly.\n\n- It holds water\n- It feeds worms",),
            "topics": ("Soil", "gardener"),
            "difficulty": "Junior",
        },
        {
            "line": 23,
            "text": "Explain the difference between sand & clay",
            "examples": ("Size of grains.",),
            "topics": ("Soil", "gardener"),
            "difficulty": "Junior",
        },
        {"line": 35, "text": "When do you lime a bed?", "topics": ("Soil", "gardener"), "difficulty": "Senior"},
        {
            "line": 44,
            "text": "Peat",
            "examples": ("None should be used.",),
            "topics": ("Soil", "gardener"),
            "difficulty": "Senior",
        },
    ],
    "options.md": [
        {
            "line": 9,
            "text": "What does this tie?\n\n```\nover, under, through\n```\n\n"
            "A) A bowline\nB) A reef knot\nC) `Nothing`",
            "examples": ("A reef knot",),
            "how": "Over and under, twice.",
        },
        {
            "line": 31,
            "text": "What does this tie?\n\n```\nround and round\n```\n\nA) A clove hitch\nB) A bowline",
            "examples": ("A clove hitch",),
        },
        {
            "line": 48,
            "text": "Which knot slips?\n\nA) Bowline\nB) Slip knot\nC) Noose",
            "examples": ("All of:\n- Slip knot\n- Noose",),
            "how": "Both are made to.",
        },
        {
            "line": 56,
            "text": "Which one holds on a pole?\n\nA) Clove hitch\nB) Reef knot",
            "examples": ("Clove hitch",),
        },
    ],
    "entries.md": [
        {"line": 7, "text": "What do you watch first?", "topics": ("pool", "sea")},
        {
            "line": 8,
            "text": "Describe how you reach a swimmer in a current.",
            "follow_ups": ("Which side do you come from?", "What if there are two?"),
            "topics": ("pool", "sea"),
        },
        {"line": 11, "text": "Have you ever had to close a beach, and why?", "topics": ("pool", "sea")},
        {"line": 12, "text": "Name three flags and what they mean.", "topics": ("pool", "sea")},
        {
            "line": 17,
            "text": "How deep is a diving pool?",
            "examples": ("At least three and a half metres, and more below a tower of ten metres.",),
            "topics": ("pool", "sea"),
            "difficulty": "Basic",
        },
        {"line": 18, "text": "Rip currents", "topics": ("pool", "sea"), "difficulty": "Basic"},
        {
            "line": 19,
            "text": "What is a rescue tube for?",
            "examples": ("It keeps both of you up.\n\n```\npull, do not push\n```",),
            "topics": ("pool", "sea"),
            "difficulty": "Basic",
        },
        {"line": 28, "text": "What is a groyne?", "topics": ("Beach", "pool", "sea"), "difficulty": "Basic"},
        {"line": 29, "text": "Why are there buoys?", "topics": ("Beach", "pool", "sea"), "difficulty": "Basic"},
    ],
    "unindented.md": [
        {"line": 3, "text": "Why do bees swarm?", "examples": ("The hive is full.",), "topics": ("Beekeeping Q & A",)},
        {
            "line": 7,
            "text": "What is a queen excluder?",
            "examples": (
                "A grid that is too narrow for her.\n\n- It keeps honey free of brood.\n\n**Note:** some do without.",
            ),
            "topics": ("Beekeeping Q & A",),
        },
        {"line": 16, "text": "How do you calm a hive?", "examples": ("Smoke, a little.",), "topics": ("More",)},
        {
            "line": 20,
            "text": "Explain the waggle dance.",
            "examples": ("> It points to flowers.",),
            "topics": ("More",),
        },
        {"line": 24, "text": "What is royal jelly?", "topics": ("More",)},
    ],
    "labels.md": [
        {"line": 1, "text": "What is a tack?", "examples": ("The lower front corner of a sail.",)},
        {
            "line": 4,
            "text": "How do you gybe?\n\nWithout hurting anybody?",
            "examples": ("Look, call, turn.\n\nSlowly.",),
        },
        {"line": 10, "text": "Why do boats heel?", "examples": ("The wind pushes above, the keel below.",)},
        {"line": 14, "text": "What is a shroud?", "examples": ("A wire that holds the mast.",)},
    ],
    "bold.md": [
        {
            "line": 7,
            "text": "Why is milk heated?",
            "examples": ("To be safe, mostly.\n\n- 63 degrees for half an hour\n- **Never** boiled",),
            "topics": ("Milk",),
            "difficulty": "easy",
        },
        {"line": 16, "text": "What is rennet?", "topics": ("Milk",), "difficulty": "medium"},
        {
            "line": 20,
            "text": "Which bacteria make holes, and how?",
            "examples": ("They breathe out.",),
            "topics": ("Milk",),
            "difficulty": "hard",
        },
    ],
    "tables.md": [
        {"line": 7, "text": "How long is a braking distance?"},
        {
            "line": 11,
            "text": "What is sand for?",
            "examples": ("Grip on wet rails.\nWheels slip on leaves.",),
            "topics": ("rails", "weather"),
            "difficulty": "Basic",
        },
        {"line": 12, "text": "Who has the right of way?", "topics": ("law",), "difficulty": "Advanced"},
    ],
    "levels.md": [
        {"line": 3, "text": "What is flux?", "topics": ("Welding",), "difficulty": "Beginner"},
        {"line": 4, "text": "What is slag?", "topics": ("Welding",), "difficulty": "2"},
        {"line": 5, "text": "What is distortion?", "topics": ("Welding",), "difficulty": "Advanced"},
        {"line": 9, "text": "Describe a root pass", "topics": ("Welding",), "difficulty": "Medium"},
        {"line": 10, "text": "What is porosity?", "topics": ("Welding",), "difficulty": "hard"},
    ],
    "tasks.md": [
        {"line": 5, "text": "Cut a dovetail", "examples": ("Mark the tails first.",), "difficulty": "Beginner"},
        {"line": 9, "text": "Sharpen a chisel", "examples": ("On a flat stone.",), "difficulty": "Beginner"},
        {"line": 13, "text": "Plane a board flat", "examples": ("Look along it.",), "difficulty": "Beginner"},
        {"line": 17, "text": "Glue a panel", "examples": ("Clamp it evenly.",), "difficulty": "Beginner"},
        {"line": 21, "text": "Hang a door", "examples": ("Start with the hinges.",), "difficulty": "Beginner"},
    ],
    "links.md": [],
    "linked_questions.md": [
        {"line": 3, "text": "What is grout?"},
        {"line": 4, "text": "How do you cut a corner?"},
        {"line": 6, "text": "Why do tiles crack?"},
    ],
    "lines.txt": [
        {"line": 1, "text": "Tell me about a time you fixed a roof."},
        {"line": 2, "text": "What do you do in a storm?"},
        {"line": 3, "text": "How steep is too steep?"},
        {"line": 5, "text": "Which nails do you use, and why?"},
        {"line": 6, "text": "Describe your best roof."},
    ],
    "answered.txt": [
        {
            "line": 1,
            "text": "What is a flashing?",
            "examples": ("Sheet metal where roof and wall meet.\nIt keeps water out.",),
        },
        {"line": 6, "text": "Why are there battens?", "examples": ("They carry the tiles.",)},
        {
            "line": 10,
            "text": "How do you find a leak?",
            "examples": ("From the inside, with a torch.\nThen with a hose.",),
        },
    ],
}
LEFT_OUT: dict[str, list[tuple[int, str, str]]] = {
    "headings.md": [
        (7, "Everything that bakers are asked. Stars are welcome.", "prose"),
        (11, "Dough", "prose"),
        (55, "What does salt do?", "twice"),
        (59, "Do you know more questions? Send them.", "prose"),
        (63, "MIT", "prose"),
    ],
    "collapsible.md": [(6, "Soil", "prose")],
    "options.md": [(5, "Deutsch", "link")],
    "entries.md": [(31, "Buy fins here", "link")],
    "bold.md": [(3, "Legend: 🧀 easy 🐄 medium 🏔️ hard", "prose")],
    "tables.md": [(13, "Nothing asked | Basic | law | 1", "no-question"), (17, "T1 | 1950", "link")],
    "links.md": [
        (3, "Pipes", "prose"),
        (8, "50 interview questions about pipes - A long one.", "link"),
        (9, "Pipe quiz", "link"),
        (10, "What every plumber should know", "link"),
        (14, "Taps: questions and answers", "link"),
    ],
    "linked_questions.md": [(5, "Tools of the trade", "link")],
}


def read(text: str) -> Found:
    return read_page_of_questions(file_of(text))


@pytest.mark.parametrize("name", BECOMES)
def test_a_page_becomes_its_questions(name: str) -> None:
    file = file_called(name)
    found = read_page_of_questions(file)

    assert is_page_of_questions(file)
    assert [shown(question) for question in found.questions] == BECOMES[name]
    assert left_out(found) == LEFT_OUT.get(name, [])
    assert (found.shape, found.size) == (Shape.MARKDOWN, len(found.questions))


def test_a_page_says_what_it_is_called_and_which_columns_were_read() -> None:
    assert read_page_of_questions(file_called("headings.md")).title == "Baking interview questions"
    assert read_page_of_questions(file_called("entries.md")).title == "Questions for lifeguards"

    found = read_page_of_questions(file_called("tables.md"))

    assert found.used == ("Questions", "Question", "Answer", "Topic")
    assert found.mapped == ("Level",)
    assert found.unused == ("Seen",)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("### 12. What is X?", "What is X?"),
        ("### **Q12:** What is X?", "What is X?"),
        ("### Question 7 - What is `X()`?", "What is `X()`?"),
        ("### #12: What is [X](https://x.example)? [[src](https://y.example)]", "What is X?"),
        ("### 1.4 What is X? <a name='x'></a> ###", "What is X?"),
        ("### :star: What is C\\#? {#csharp}", "What is C#?"),
        ("### ****7\\. What is X?****", "What is X?"),
        ("### 問題3：Xとは何ですか？", "Xとは何ですか？"),
        ("### 3D printing: what is it for?", "3D printing: what is it for?"),
        ("### What is a 12-factor app?", "What is a 12-factor app?"),
        ("### What does `List<String>` hold, and <b>why</b>?", "What does `List<String>` hold, and **why**?"),
    ],
)
def test_numbers_and_links_are_no_part_of_a_question(line: str, text: str) -> None:
    assert asked(read(f"{line}\n\nAn answer.\n")) == [text]


def test_of_the_same_question_the_one_with_an_answer_is_taken() -> None:
    found = read("# Quiz\n\n- What is a mast?\n- What is a boom?\n\n## More\n\n**What is a mast?**\n\nA pole.\n")

    assert answered(found) == {"What is a boom?": (), "What is a mast?": ("A pole.",)}
    assert left_out(found) == [(3, "What is a mast?", Reason.TWICE)]


def test_an_address_that_one_is_sent_to_is_no_question() -> None:
    page = "## CSS\n1. What is specificity?\n2. How do you centre a box?\n3. See also: https://example.org/css\n"

    found = read(page)

    assert asked(found) == ["What is specificity?", "How do you centre a box?"]
    assert left_out(found) == [(4, "See also: https://example.org/css", Reason.LINK)]


def test_an_entry_of_the_contents_gives_way_to_the_question_that_it_leads_to() -> None:
    found = read("- [What's a luff?](#what-is-a-luff)\n- [And a leech?](#a leech)\n\n## What is a luff?\n\nAn edge.\n")

    assert asked(found) == ["And a leech?", "What is a luff?"]


def test_a_line_above_a_list_of_questions_is_their_topic() -> None:
    found = read(
        "**At sea**\n- What is a reef?\n- Why tack?\n\nIn port:\n\n- Explain moorings.\n\n## Else\n\n- What now?\n"
    )

    assert [question.topics for question in found.questions] == [("At sea",), ("At sea",), ("In port",), ("Else",)]
    assert found.left_out == ()


def test_the_explanation_of_a_right_option_tells_how_to_answer() -> None:
    found = read(
        "### Question 1\n\nWhich sail is in front?\n\n> A. Main\n> B. Jib\n\n<details>\n"
        "<summary>Model answer</summary>\n\n**Answer: B.**\n\n**A is behind**, at the mast.\n</details>\n"
    )

    (question,) = found.questions
    assert (question.text, question.examples[0].text, question.how) == (
        "Which sail is in front?\n\nA) Main\nB) Jib",
        "Jib",
        "**A is behind**, at the mast.",
    )


def test_headings_of_an_answer_are_no_questions_and_questions_below_a_topic_are() -> None:
    found = read(
        "# Interview\n\n## How do you sail?\n\nSlowly.\n\n### Why\n\nIt is safer.\n\n### How to do it well?\n\n"
        "Look.\n\n## What is a keel?\n\nA fin.\n\n## Where is port?\n\nLeft.\n"
    )

    assert asked(found) == ["How do you sail?", "What is a keel?", "Where is port?"]
    assert "**How to do it well?**" in found.questions[0].examples[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Ερωτήσεις\n\n- Τι είναι το πανί;\n- Εξηγήστε την άγκυρα.\n- Πού είναι το λιμάνι;\n",
            ["Τι είναι το πανί;", "Εξηγήστε την άγκυρα.", "Πού είναι το λιμάνι;"],
        ),
        ("- Ի՞նչ է առագաստը\n- Ո՞ւր է նավը\n", ["Ի՞նչ է առագաստը", "Ո՞ւր է նավը"]),
        ("Τι είναι το πανί;\n", ["Τι είναι το πανί;"]),
        (
            "Explain the jib.\nDifference between a jib and a genoa\n\nDescribe a keel\n",
            ["Explain the jib.", "Difference between a jib and a genoa", "Describe a keel"],
        ),
        ("Question(new): Where is port?\n\nQuestion: Tie a knot.\n", ["Where is port?", "Tie a knot."]),
        ("- let a = sail;\n- let b = keel;\n", []),
    ],
)
def test_questions_are_known_whatever_they_end_with(text: str, expected: list[str]) -> None:
    assert asked(read(text)) == expected


def test_a_list_that_says_that_it_answers_belongs_to_its_question() -> None:
    found = read(
        "## Questions\n\n- Q1) What is a jib?\n  - A: A sail.\n\n    - It is in front.\n\n- Q2) What is a keel?\n\n"
        "  - A: A fin.\n  - It keeps the boat upright.\n"
    )

    assert answered(found) == {
        "What is a jib?": ("A sail.\n\n- It is in front.",),
        "What is a keel?": ("A fin.\n\n- It keeps the boat upright.",),
    }


def test_entries_with_their_answers_behind_them_are_questions_one_by_one() -> None:
    found = read(
        "# Sails\n\n* What is a jib?\n\nA sail.\n\n- It is in front.\n\n* What is a keel?\n\nA fin.\n\n"
        "# Masts\n\n* #### Explain the boom\n```\nWood.\n```\n\n* #### Explain the stay\n\nA rope.\n"
    )

    assert answered(found) == {
        "What is a jib?": ("A sail.\n\n- It is in front.",),
        "What is a keel?": ("A fin.",),
        "Explain the boom": ("```\nWood.\n```",),
        "Explain the stay": ("A rope.",),
    }


def test_numbered_questions_with_hidden_answers_are_no_part_of_the_title() -> None:
    hidden = (
        "<details><summary>Answer</summary>\n\n    Correct answer: {}\n\n    Explanation: It is so.\n\n    </details>\n"
    )
    found = read(
        f"# Exam\n\n1. What is a jib?\n    - A. A fin\n    - B. A sail\n\n    {hidden.format('B')}\n"
        f"2. Which of these float?\n    - A. Cork\n    - B. Lead\n    - C. Wood\n\n    {hidden.format('AC')}"
    )

    assert answered(found) == {
        "What is a jib?\n\nA) A fin\nB) A sail": ("A sail",),
        "Which of these float?\n\nA) Cork\nB) Lead\nC) Wood": ("All of:\n- Cork\n- Wood",),
    }


@pytest.mark.parametrize("title", ["# How do you **reef**?\n", "---\ntitle: How do you **reef**?\nlevel: hard\n---\n"])
def test_a_page_whose_title_asks_and_nothing_else_is_one_question(title: str) -> None:
    found = read(f"{title}\nMake the sail smaller.\n\n## What a good answer has\n\n- The wind.\n")

    assert answered(found) == {
        "How do you **reef**?": ("Make the sail smaller.\n\n**What a good answer has**\n\n- The wind.",)
    }


def test_code_that_a_question_is_about_belongs_to_it() -> None:
    found = read(
        "What is the output?\n\n```js\nlog(1)\n```\n---\nWhat is the output?\n\n```js\nlog(2)\n```\n\nTwo.\n\n---\n"
        "How do you log?\n\n```js\nlog()\n```\n\n---\nWhat does `log(3)` print?\n\n```\n3\n```\n"
    )

    assert answered(found) == {
        "What is the output?\n\n```js\nlog(1)\n```": (),
        "What is the output?\n\n```js\nlog(2)\n```": ("Two.",),
        "How do you log?": ("```js\nlog()\n```",),
        "What does `log(3)` print?": ("```\n3\n```",),
    }


def test_a_page_about_something_else_has_no_questions() -> None:
    found = read(
        "# A tool\n\n[![build](b.svg)](https://ci.example)\n\n## What is this?\n\nA tool for work.\n\n"
        "## Installation\n\n```\nmake install\n```\n\n## How to use\n\n- Run it\n- Stop it\n\n## License\n\nMIT\n"
    )

    assert asked(found) == []
    assert {why for *_, why in left_out(found)} == {Reason.PROSE}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\x03\x04\x05\x06\x07\x08",
        b'{"question": "What?"}',
        b"<!DOCTYPE html>\n<h1>What?</h1>",
        b"word",
    ],
)
def test_other_content_is_no_page_of_questions(content: bytes) -> None:
    assert not is_page_of_questions(file_of(content.decode("latin-1")))


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("# Sails\n\n## What, then, is a jib?\n\nA sail, in front.\n", True),
        ("<details>\n<summary>What, then, is a jib?</summary>\nA sail, in front.\n</details>\n", True),
        ("What is a jib?\n\nA sail.\n", False),
        ("# from a club\nquestion,answer\nWhat is a jib?,A sail.\n", False),
        ('question,answer\n"What is a jib?","# A sail\n\n## In front\n\n```\njib\n```"\n', False),
        ("- question: What is a jib?\n  answer: |\n    # A sail\n\n    ```\n    jib\n    ```\n", False),
    ],
)
def test_marks_of_a_page_tell_it_from_a_table(text: str, *, is_marked: bool) -> None:
    assert is_marked_page(file_of(text)) is is_marked


def test_of_a_page_without_end_the_beginning_is_read() -> None:
    found = read("- What is this line for?\n" + "\n" * MOST_LINES + "- And this?\n")
    assert left_out(found) == [(MOST_LINES + 2, "- And this?", Reason.BEYOND)]

    found = read("What is it?\n" + "\n" * 30 + "x" * LONGEST_PAGE)
    assert left_out(found)[-1] == (32, "x" * 42, Reason.BEYOND)

    assert left_out(read("- What is this line for?\n" + "\n" * MOST_LINES)) == [], "nothing is in the rest"


def test_the_tail_of_a_long_line_is_told() -> None:
    found = read("- What is it?\n\n  " + "word " * (LONGEST_LINE // 5) + "lost tail\n- What is that?\n")

    assert asked(found) == ["What is it?", "What is that?"]
    assert [(line, text[-9:], why) for line, text, why in left_out(found)] == [(3, "lost tail", Reason.BEYOND)]


def test_what_is_nested_too_deep_is_told() -> None:
    entries = "".join(f"{'  ' * depth}- entry {depth}\n" for depth in range(DEEPEST + 2))
    quotes = f"{'> ' * 2 * DEEPEST}What is deep?\n"

    for text, line, first in ((entries, DEEPEST + 3, f"- entry {DEEPEST - 1}"), (quotes, 4, quotes.strip())):
        found = read(f"- What is it?\n\n---\n{text}")
        assert [each for each in left_out(found) if each[2] == Reason.BEYOND] == [(line, first, Reason.BEYOND)]


def test_cells_without_a_column_and_a_comment_without_an_end_are_told() -> None:
    table = "|Question|Answer|\n|-|-|\n|What is it?|A thing.|lost|\n|What is that?|`a\\|b`|\n"
    found = read(f"{table}\n<!-- What is hidden?\n")

    assert asked(found) == ["What is it?", "What is that?"]
    assert left_out(found) == [(3, "lost", Reason.BEYOND), (6, "What is hidden?", Reason.PROSE)]

    wide = read("|Question|" + "".join(f"{number}|" for number in range(60)) + "\n" + "|-" * 61 + "|\n|What is it?|\n")
    assert left_out(wide) == [(1, "59", Reason.BEYOND)]


@pytest.mark.parametrize(
    "piece",
    [
        "- ",
        "> ",
        "<details>",
        "<summary>x",
        "[a](",
        "![",
        "**",
        "- a\n",
        "# a?\n",
        "|a",
        "|a|\n|-|\n",
        "`",
        "<b>",
        "\\",
    ],
)
def test_time_grows_no_faster_than_the_page(piece: str) -> None:
    began = time.process_time()
    read("# Questions\n\n" + piece * (20_000 // len(piece)))
    assert time.process_time() - began < 5, "a quadratic reading takes minutes"
