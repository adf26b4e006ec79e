"""`banks import` of lists from elsewhere: what it says, what it writes, and what a second import changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.banks.format.loader import load_bank
from bot.banks.format.model import MAX_QUESTIONS, Bank
from bot.cli.banks.import_source import STANDARD_INPUT, source_of
from bot.cli.failures import Refused
from tests.cli.operator import Operator

TABLE = """\
id,question,ideal_answer,difficulty,role
007,What is an API?,A contract between two programs.,Beginner,any
1.10,What is a queue?,A list with two ends.,Advanced,any
may-5,What is a webhook?,A call back.,Absurd,any
,What is an API??,The same again.,Beginner,any
,,Nobody asked.,Beginner,any
"""


@pytest.fixture
def folder(operator: Operator) -> Path:
    return operator.folder / "question_banks"


def bank(folder: Path, slug: str = "list") -> Bank:
    return load_bank(folder / f"{slug}.yaml")


def put(operator: Operator, text: str | bytes = TABLE, name: str = "list.csv") -> None:
    (operator.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)


def test_a_dry_run_shows_how_the_file_is_understood_and_the_first_three_questions(
    operator: Operator, folder: Path
) -> None:
    put(operator)

    ended = operator.types("banks", "import", "list.csv", "--dry-run")

    assert (ended.exit_code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "A table with 5 rows; `id`, `question` and `ideal_answer` used, `difficulty` mapped, `role` left out.",
        "3 questions, 2 left out: one without a question, one that was there before.",
        "One word for a level, kind, topic or time means nothing to me and is left out.",
        "  Line 4: This word means nothing to me and is left out: Absurd",
        "  Line 5: The same question or key was there before: What is an API??",
        "  Line 6: There is no question in it: Nobody asked. | Beginner | any",
        "1. What is an API?",
        "   `007` · easy · one answer: A contract between two programs.",
        "2. What is a queue?",
        "   `1-10` · hard · one answer: A list with two ends.",
        "3. What is a webhook?",
        "   `may-5` · one answer: A call back.",
        "question_banks/list.yaml: 3 would be added.",
    ]
    assert not (folder / "list.yaml").exists()


def test_an_imported_list_is_a_bank_that_the_check_takes(operator: Operator, folder: Path) -> None:
    put(operator)

    ended = operator.types("banks", "import", "list.csv", "my-list")

    assert "question_banks/my-list.yaml: 3 added." in ended.out
    assert [(each.id, each.difficulty, each.examples[0].text) for each in bank(folder, "my-list").questions] == [
        ("007", "easy", "A contract between two programs."),
        ("1-10", "hard", "A list with two ends."),
        ("may-5", None, "A call back."),
    ]
    assert operator.types("banks", "check", "question_banks/my-list.yaml").exit_code == 0


def test_a_later_version_updates_its_bank_and_keeps_ids_and_what_was_added_by_hand(
    operator: Operator, folder: Path
) -> None:
    put(operator)
    operator.types("banks", "import", "list.csv")
    file = folder / "list.yaml"
    by_hand = "    why: To hear whether you know one.\n    examples:"
    file.write_text(file.read_text().replace("    examples:", by_hand, 1))
    before = bank(folder)
    spreadsheet = TABLE.replace("007,", "7,").replace("1.10,", "1.1,").replace("may-5,", "5-May,")
    put(operator, spreadsheet.replace("What is a queue?", "What is a quueue?").replace("two programs", "programs"))

    ended = operator.types("banks", "import", "list.csv")

    assert ended.exit_code == 0, ended.err
    assert "3 ids are not what they were, or are there twice; a spreadsheet may have changed them." in ended.out
    assert "I took the one in brackets: 5-May (may-5)" in ended.out
    assert "question_banks/list.yaml: 2 changed." in ended.out
    after = bank(folder)
    assert [each.id for each in after.questions] == [each.id for each in before.questions]
    assert after.questions[0].why == "To hear whether you know one."
    assert after.questions[0].examples[0].text == "A contract between programs."
    assert after.questions[1].text == "What is a quueue?"
    assert "the questions are the same" in operator.types("banks", "import", "list.csv").out


def test_what_the_file_has_no_more_stays_unless_one_replaces_the_bank(operator: Operator, folder: Path) -> None:
    put(operator)
    operator.types("banks", "import", "list.csv")
    put(operator, "question\nWhat is new?\nWhat is an API?\nWhat is a webhook?\n")

    merged = operator.types("banks", "import", "list.csv")
    assert "1 question that the file does not have stays." in merged.out
    assert [each.id for each in bank(folder).questions] == ["007", "1-10", "may-5", "what-is-new"]

    replaced = operator.types("banks", "import", "list.csv", "--replace")
    assert "question_banks/list.yaml: 1 removed." in replaced.out
    assert [each.id for each in bank(folder).questions] == ["what-is-new", "007", "may-5"]


@pytest.mark.parametrize("reason", ["another list", "comments"])
def test_a_bank_of_something_else_or_with_comments_is_changed_only_when_told(
    operator: Operator, folder: Path, reason: str
) -> None:
    put(operator)
    operator.types("banks", "import", "list.csv")
    file = folder / "list.yaml"
    if reason == "comments":
        file.write_text(file.read_text() + "  # Ask Mara about this one.\n")
    else:
        put(operator, "question\nWho are you?\nWhat is a webhook?\nWhere do you live?\n")
    before = file.read_bytes()

    refused = operator.types("banks", "import", "list.csv")

    assert (refused.exit_code, refused.out) == (1, "")
    assert refused.error_lines[0].startswith("question_banks/list.yaml already exists; --merge puts the questions")
    assert file.read_bytes() == before
    assert operator.types("banks", "import", "list.csv", "--merge").exit_code == 0


def test_a_report_lists_all_that_was_left_out_and_is_written_over_no_other_file(operator: Operator) -> None:
    put(operator, TABLE + ",=cmd()?,x,,\n" + "".join(f",,{number},,\n" for number in range(9)))

    ended = operator.types("banks", "import", "list.csv", "--dry-run", "--report", "left.csv")
    text = (operator.folder / "left.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == '"line","what","why","text"'
    assert len(text.splitlines()) == 1 + 12
    assert "left.csv lists everything" in ended.out
    assert "And 7 more: --report PATH lists them all." in operator.types("banks", "import", "list.csv", "--dry-run").out

    operator.types("banks", "import", "list.csv", "--dry-run", "--report", "left.txt")
    lines = (operator.folder / "left.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Left out or changed: list.csv"
    assert "Line 5: The same question or key was there before: What is an API??" in lines
    assert operator.types("banks", "import", "list.csv", "--dry-run", "--report", "left.txt").exit_code == 0
    refused = operator.types("banks", "import", "list.csv", "--dry-run", "--report", "list.csv")
    assert refused.error_lines == ["list.csv already exists; choose another name for the report"]


def test_a_long_list_becomes_several_banks_and_stays_in_them(operator: Operator, folder: Path) -> None:
    questions = [f"How would you mend a fault of sort {number}?" for number in range(MAX_QUESTIONS + 2)]
    put(operator, "\n".join(["question", *questions]))
    ended = operator.types("banks", "import", "list.csv", "--dry-run")
    assert "question_banks/list-2.yaml: 2 would be added." in ended.out
    operator.types("banks", "import", "list.csv")
    put(operator, "\n".join(["question", "Is this one new?", *reversed(questions)]))

    ended = operator.types("banks", "import", "list.csv")

    assert "question_banks/list.yaml: the questions are the same." in ended.out
    assert "question_banks/list-2.yaml: 1 added." in ended.out
    assert [each.text for each in bank(folder).questions] == questions[:MAX_QUESTIONS]
    assert [each.text for each in bank(folder, "list-2").questions] == [*questions[-2:], "Is this one new?"]
    assert bank(folder, "list-2").title == "List 2"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty. Is it the right one?"),
        (b"<!doctype html><html><body>What is this?</body></html>", "This is a web page, not a list of questions."),
        (b"%PDF-1.7\n", "This is a PDF."),
        (b"\x89PNG\r\n\x1a\n\0\0", "This is a picture."),
        (b"PK\x03\x04nothing", "This is an archive. Unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "This is an Excel workbook. Save it as"),
        (bytes(range(256)) * 9, "This isn't text"),
        (
            b"- [Docs](https://example.org)\n- [Blog](https://example.org/b)\n",
            "I found nothing but links in this file.",
        ),
        (b"[1, 2, 3]", "I can't find a question in this file."),
        (
            b'[{"name": "Ada"}, {"name": "Alan"}]',
            "A JSON file with 2 entries; `name` left out. I found no question in it.",
        ),
    ],
)
def test_what_is_no_list_of_questions_is_told_in_one_sentence(operator: Operator, content: bytes, says: str) -> None:
    put(operator, content, "list.csv")

    ended = operator.types("banks", "import", "list.csv")

    assert (ended.exit_code, ended.out) == (1, "")
    assert len(ended.error_lines) == 1
    assert ended.error_lines[0].startswith(says)


def test_columns_encoding_and_format_can_be_insisted_on(operator: Operator, folder: Path) -> None:
    put(operator, "Was;Wie\nWas ist schön;Das hier\nWas ist größer;Dort\n".encode("cp1252"))

    ended = operator.types(
        "banks", "import", "list.csv", "--map", "question=Was", "--map", "answer=Wie", "--encoding", "cp1252"
    )

    assert ended.exit_code == 0, ended.err
    assert "`Was` and `Wie` used." in ended.out
    assert [each.text for each in bank(folder).questions] == ["Was ist schön", "Was ist größer"]
    for typed, says in (
        (("--map", "question=Wo"), "The file has no Wo; it has Was, Wie"),
        (("--map", "colour=Was"), "A question has no colour; write one of question, id,"),
        (("--map", "Was"), '"Was" maps nothing; write --map question=COLUMN'),
        (("--map", "question=Was", "--format", "markdown"), "The file has no columns; --map is for tables"),
        (("--format", "xlsx"), 'I read no format "xlsx"; write one of csv, json, yaml,'),
        (
            ("--format", "gift"),
            "I found nothing in this file that could be a question.",
        ),
        (("--encoding", "utf-8"), "The file is not in utf-8; leave --encoding out"),
    ):
        refused = operator.types("banks", "import", "list.csv", *typed)
        assert refused.exit_code == 1
        assert refused.err.startswith(says)


async def test_a_list_comes_from_standard_input_too(operator: Operator, folder: Path) -> None:
    async with await operator.starts("banks", "import", "-", "piped") as running:
        await running.reads(b"Q: What is a pipe?\nA: A file without a name.\n")
        ended = await running.ended()

    assert ended.exit_code == 0, ended.err
    assert bank(folder, "piped").questions[0].text == "What is a pipe?"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["banks"], "banks is a folder; name one file in it"),
        (["none.csv"], "There is no file none.csv; see how it is spelt and where it is"),
        (["-"], "Standard input has no name; say what to call the bank: `banks import - NAME`"),
        (
            ["a page.md"],
            (
                "I found no question in this page of text. Begin each line with one that ends with a question mark, or"
                " write each as a heading with its answer below."
            ),
        ),
        (
            ["a page.md", "--format", "json"],
            (
                "I found nothing in this file that could be a question. Open it and see whether it is the one you mean."
                " Or leave out `--format`, and I find out what the file is."
            ),
        ),
        (
            ["figures.json"],
            (
                "A JSON file with one entry; `b` left out. I found no question in it. Call the column or key that has"
                " them `question`, or end each with a question mark."
            ),
        ),
    ],
)
def test_what_is_no_list_is_told_in_one_sentence_that_says_what_to_do(
    operator: Operator, arguments: list[str], sentence: str
) -> None:
    (operator.folder / "banks").mkdir()
    put(operator, "# A page\n\nSome words.\n", "a page.md")
    put(operator, '{"a": {"b": 1}}', "figures.json")

    ended = operator.types("banks", "import", *arguments)

    assert (ended.exit_code, ended.out, ended.err.strip()) == (1, "", sentence)


def test_two_files_of_one_name_are_not_mixed_up_unasked(operator: Operator, folder: Path) -> None:
    (operator.folder / "other").mkdir()
    put(operator, "What is a jib?\n", "My Sails (2).md")
    put(operator, "What is a keel?\n", "other/My Sails (2).md")

    first = operator.types("banks", "import", "My Sails (2).md")
    other = operator.types("banks", "import", "other/My Sails (2).md")

    assert first.exit_code == 0
    assert other.err.startswith("question_banks/my-sails-2.yaml already exists; --merge puts the questions into it")
    assert [question.id for question in bank(folder, "my-sails-2").questions] == ["what-is-a-jib"]


def test_a_broken_bank_is_replaced_and_a_report_takes_the_place_of_no_bank(operator: Operator, folder: Path) -> None:
    put(operator)
    told = "question_banks/list.yaml is the file of the bank; choose another name for the report"
    assert operator.types("banks", "import", "list.csv", "--report", "question_banks/list.yaml").error_lines == [told]
    assert not (folder / "list.yaml").exists()

    (folder / "list.yaml").write_text("format: [\n")
    assert operator.types("banks", "import", "list.csv", "--replace").exit_code == 0
    assert len(bank(folder).questions) == 3


def test_a_link_to_itself_is_told_in_one_sentence(operator: Operator, folder: Path) -> None:
    put(operator)
    (folder / "list.yaml").symlink_to("list.yaml")

    told = "question_banks/list.yaml is a link to itself; remove it, or choose another name"
    assert operator.types("banks", "import", "list.csv").error_lines == [told]


def test_a_terminal_is_told_what_was_left_out_and_not_controlled_by_it(operator: Operator, folder: Path) -> None:
    put(operator, "question,answer\nWhat is \033[2J it?,A thing.\n,\033]0;title\007\033[2Jnothing\n")

    ended = operator.types("banks", "import", "list.csv", "--report", "left.txt")

    assert "Line 3: There is no question in it: ]0;title[2Jnothing" in ended.out
    assert "\033" not in ended.out + (operator.folder / "left.txt").read_text() + (folder / "list.yaml").read_text()


def test_closed_standard_input_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)  # what Python makes of a closed one

    with pytest.raises(Refused, match="Standard input is closed"):
        source_of(STANDARD_INPUT, None)


def test_an_id_that_two_banks_of_a_list_have_is_that_of_the_first(operator: Operator, folder: Path) -> None:
    def bank_with(*questions: str) -> str:
        return "format: 1\ntitle: List\nquestions:\n" + "".join(f"  - {each}\n" for each in questions)

    (folder / "list.yaml").write_text(bank_with("{id: a, question: What is an API?, why: First}"))
    other = ("{id: a, question: Where do you see yourself?, why: Second}", "{id: c, question: What is a cache?}")
    (folder / "list-2.yaml").write_text(bank_with(*other))
    put(operator, "question,answer\nWhat is an API?,A contract.\nWhat is a cache?,Memory.\n")

    assert operator.types("banks", "import", "list.csv").exit_code == 0

    (first,), second = bank(folder).questions, bank(folder, "list-2").questions
    assert (first.why, first.examples[0].text) == ("First", "A contract.")
    assert [(each.text, each.why) for each in second] == [
        ("Where do you see yourself?", "Second"),
        ("What is a cache?", ""),
    ]
