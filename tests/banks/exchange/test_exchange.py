"""A bank that is written in another form and read back is the same bank."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.banks.exchange.cells import guarded, unguarded
from bot.banks.exchange.changed_ids import without_changed_ids
from bot.banks.exchange.content import content_of
from bot.banks.exchange.csv_table import to_csv
from bot.banks.exchange.formats import READERS, WRITERS, FileFormat
from bot.banks.exchange.json_text import to_json
from bot.banks.exchange.markdown_text import to_markdown
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.format.loader import checked, parse_bank
from bot.banks.format.model import Bank, Question
from bot.banks.format.schema import bank_schema
from bot.yamlfile.problem import BankRefused, Complaints
from tests.banks.builders import GOOD, a_bank, a_question
from tests.banks.shipped import SHIPPED_BANKS
from tests.banks.strategies import banks

TEXT_FORMS = sorted(WRITERS)
SOME = settings(max_examples=40)
DESCRIPTION = ["title", "company", "role", "summary", "introduction", "language", "authors"]
THE_GOOD_BANK = parse_bank(GOOD, "stripe", filename="stripe.yaml")


def read(form: FileFormat, source: str | bytes, slug: str = "stripe") -> Bank:
    complaints = Complaints(f"import.{form}")
    content = source.encode() if isinstance(source, str) else source
    return checked(READERS[form](content, complaints), slug, complaints).bank


def refused(form: FileFormat, source: str | bytes) -> list[str]:
    with pytest.raises(BankRefused) as refusal:
        read(form, source)
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize("form", TEXT_FORMS)
@SOME
@given(bank=banks())
def test_any_bank_comes_back_as_it_was(form: FileFormat, bank: Bank) -> None:
    assert read(form, WRITERS[form](bank), bank.slug) == bank


@SOME
@given(banks())
def test_any_bank_written_as_yaml_is_read_as_it_was(bank: Bank) -> None:
    assert parse_bank(to_yaml(bank), bank.slug, filename="a.yaml") == bank


@pytest.mark.parametrize("slug", [bank.slug for bank in SHIPPED_BANKS.all()])
def test_each_shipped_bank_comes_back_as_it_was(slug: str) -> None:
    bank = SHIPPED_BANKS.get(slug)
    assert parse_bank(to_yaml(bank), bank.slug, filename="a.yaml") == bank
    for form in TEXT_FORMS:
        assert read(form, WRITERS[form](bank), bank.slug) == bank


def test_yaml_is_written_as_people_write_it() -> None:
    long = ("Every word of this sentence counts. " * 5).strip()
    text = to_yaml(a_bank(questions=[a_question(why=f"{long}\n\n{long}"), a_question(id="second")]))

    assert text.startswith("# yaml-language-server: $schema=bank.schema.json\nformat: 1\ntitle: Stripe\n")
    assert "    topics: [apis]\n" in text
    assert "    why: >-\n      Every word" in text
    assert "\n\n  - id: second\n" in text
    assert max(map(len, text.splitlines())) <= 120


@SOME
@given(
    bank=banks(),
    ascii_only=st.booleans(),
    options=st.sampled_from([{}, {"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}]),
)
def test_json_is_read_however_it_was_written(bank: Bank, ascii_only: bool, options: dict[str, Any]) -> None:
    text = json.dumps(content_of(bank), ensure_ascii=ascii_only, **options)

    assert read(FileFormat.JSON, text, bank.slug) == bank


def test_other_words_and_the_short_answer_are_carried_and_gaps_are_left_out() -> None:
    asked = Question(id="why-us", text="Why us?", also_asked_as=("Why here?",), short="I sold mugs.\n\nThen posters.")
    draft = Bank(slug="draft", title="Draft", questions=(asked,))

    assert parse_bank(to_yaml(draft), "draft", filename="draft.yaml") == draft
    assert read(FileFormat.JSON, to_json(draft), "draft") == draft
    assert list(content_of(draft)) == ["format", "title", "language", "questions"]
    assert list(content_of(draft)["questions"][0]) == ["id", "question", "also_asked_as", "short"]


def test_json_has_the_keys_of_the_yaml_file() -> None:
    content = json.loads(to_json(THE_GOOD_BANK))

    assert list(content) == ["$schema", "format", *(key for key in DESCRIPTION if key != "role"), "questions"]
    assert content["questions"][0]["question"] == "What is an API?"
    assert list(Draft7Validator(bank_schema()).iter_errors(content)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"difficulty": "easy"', '"difficulty": "esay"', 'import.json:31: questions[1].difficulty: "esay" is not a'),
        ('"minutes": 2', '"minutes": NaN', 'import.json:32: questions[1].minutes: "NaN" does not fit'),
        ('"minutes": 2', '"minutes": 2.5', 'import.json:32: questions[1].minutes: "2.5" does not fit'),
        ('"kind": "technical",', '"kind": "technical", "kind": "role",', "the key `kind` was there in line 26 already"),
        ('"title": "Stripe",', '"title": "Stripe\\ud83d",', "import.json:4: file: "),
        ('"questions": [', '"questions": [[[', "import.json:"),
    ],
)
def test_what_is_wrong_in_json_has_its_line(old: str, new: str, says: str) -> None:
    text = to_json(THE_GOOD_BANK)
    assert text.count(old) == 1

    assert any(says in line for line in refused(FileFormat.JSON, text.replace(old, new)))


@given(st.text())
def test_no_cell_is_a_formula_and_each_comes_back(text: str) -> None:
    cell = guarded(text)

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert unguarded(cell) == text


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-2", "@SUM(A1)", "'=1", "''-", "'", "'a", "\uff1d1"])
def test_formulas_and_apostrophes_come_back_as_they_were(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_a_bank_that_means_harm_makes_a_table_without_formulas() -> None:
    evil = "=HYPERLINK(1)"
    bank = a_bank(title=evil, questions=[a_question(text=evil, key_points=[evil, "-1", "@a"], follow_ups=["+1"])])

    rows = list(csv.reader(io.StringIO(to_csv(bank).removeprefix("\ufeff"), newline="")))

    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")] == []
    assert read(FileFormat.CSV, to_csv(bank)) == bank


def test_a_table_begins_with_what_excel_needs_to_see_utf_8() -> None:
    assert to_csv(a_bank(title="Café")).encode().startswith(b'\xef\xbb\xbf"record",')


def test_every_cell_is_quoted_so_that_no_semicolon_ends_one() -> None:
    bank = a_bank(questions=[a_question(why="First;=1+1", key_points=["a;b", 'says "no"', "c"])])

    for line in to_csv(bank).removeprefix("\ufeff").splitlines():
        assert re.fullmatch(r'"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*', line)


@pytest.mark.parametrize("value", ["007", "1.10", "may-5", "1e5", "true", "12345678901234567890"])
def test_what_a_spreadsheet_would_change_is_guarded(value: str) -> None:
    bank = a_bank(questions=[a_question(id="a", text=value, follow_ups=[value])])

    cells = [cell for row in csv.reader(io.StringIO(to_csv(bank), newline="")) for cell in row]

    assert cells.count(f"'{value}") == 2
    assert value not in cells
    assert read(FileFormat.CSV, to_csv(bank)) == bank


def test_an_id_that_a_spreadsheet_has_changed_is_named_with_the_one_that_it_was() -> None:
    table = "id,question\n007,What?\n5-May,Why?\nnew,How?\n".replace("007", "7")
    complaints = Complaints("import.csv")
    document = READERS[FileFormat.CSV](table.encode(), complaints)
    assert document is not None

    changed = without_changed_ids(document, ["007", "may-5", "other"], complaints)

    assert [str(each) for each in complaints.problems] == [
        f'import.csv:{line}: questions[{line - 1}].id: "{now}" looks like "{was}" after a spreadsheet has changed it;'
        f" write {was} again; format the column as text before"
        for line, now, was in ((2, "7", "007"), (3, "5-May", "may-5"))
    ]
    assert changed.is_spoilt(("questions", 1, "id"))


def table(*rows: str) -> str:
    header = (
        "ID,Question,Kind,Topics,Difficulty,Minutes,Why,How,Key point 1,Key_Point_2,key-point 4,"
        "Example 2,Example 2 note,Follow up 1"
    )
    about = "record,title,summary,introduction,language,name,bio," + header
    return "\n".join((about, "bank,Stripe,Pay,Read.,en" + "," * 16, "author,,,,,Mara,Writes.,mara" + "," * 13, *rows))


GOOD_ROW = ",,,,,,,a,What?,Technical,apis;basics,easy,2,Why.,How.,One,Two,Three,Said.,A dev,And then?"


def test_a_table_made_by_hand_may_leave_out_and_order_as_it_likes() -> None:
    bank = read(FileFormat.CSV, table(GOOD_ROW.replace("Technical", "technical")))

    (question,) = bank.questions
    assert question.topics == ("apis", "basics")
    assert question.key_points == ("One", "Two", "Three")
    assert [(each.text, each.note) for each in question.examples] == [("Said.", "A dev")]


def test_semicolons_between_columns_and_windows_line_ends_are_read_too() -> None:
    lines = to_csv(THE_GOOD_BANK).removeprefix("\ufeff").splitlines()
    rows = list(csv.reader(lines))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)

    assert len(read(FileFormat.CSV, text.getvalue()).questions) == 2


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (table(GOOD_ROW), 'import.csv:4: questions[1].kind: "Technical" is not a kind'),
        (table(GOOD_ROW + ",more"), "import.csv:4: row: has 22 cells, but there are 21 columns"),
        (table("bank" + "," * 20), "import.csv:4: row: is the second one about the bank"),
        (table("banks" + "," * 20), 'import.csv:4: record: "banks" is not what a row can be about'),
        (table("author,,,,,,,b,What?" + "," * 12), "import.csv:4: row: a row about an author has no `question`"),
        (table(",,,,,,,,What?" + "," * 12), "import.csv:4: questions[1].id: is empty"),
        ("record,questoin\n", "import.csv:1: column 2: a bank has no `questoin`; did you mean `question`?"),
        ("record,xyzzy\n", "import.csv:1: column 2: a bank has no `xyzzy`; remove it"),
        ("id,ID\n", "import.csv:1: column 2: the column `id` is there twice"),
        ("", "import.csv:1: file: does not name its columns in the first line"),
        ("id\tquestion\na\tb", "import.csv:1: file: has tabs between its columns"),
        ('id,question\na,"b', "import.csv:2: file: cannot be read as a table"),
        ('id,question\na,"b"c', "import.csv:2: file: cannot be read as a table"),
        (b"id,question\na,caf\xe9", "import.csv:2: file: is not UTF-8 text"),
        ("id,question\na,b\x07", "import.csv:2: column 4: here is the invisible character U+0007"),
    ],
)
def test_what_is_wrong_in_a_table_has_its_line(source: str | bytes, says: str) -> None:
    assert any(line.startswith(says) for line in refused(FileFormat.CSV, source)), refused(FileFormat.CSV, source)


def test_a_row_after_a_text_of_several_lines_has_its_line() -> None:
    bank = a_bank(questions=[a_question(why="One.\n\nTwo."), a_question(id="second", kind="role")])
    text = to_csv(bank).replace('"role","apis"', '"rolle","apis"')

    line = next(number for number, each in enumerate(text.splitlines(), start=1) if '"rolle"' in each)
    assert any(f"import.csv:{line}: questions[2].kind" in problem for problem in refused(FileFormat.CSV, text))


BY_HAND = """\
# Stripe

* Summary: Pay
* language: en

## Introduction
Read.

## author: mara

- name: Mara

Writes.

## QUESTION: a

- kind: technical
- topics: apis basics
- difficulty: easy
- minutes: 2

What?

### why interviewers ask this
Why.
### How to answer

How, with code:

```python
# no heading
```

### Key points
1. One
2. Two which goes
   on
- Three

### Example answer

- note: A dev

\\# Said.

### Follow-up questions
- And then?
"""


def test_a_page_made_by_hand_may_be_written_as_one_likes() -> None:
    (question,) = read(FileFormat.MARKDOWN, BY_HAND).questions

    assert question.topics == ("apis", "basics")
    assert question.key_points == ("One", "Two which goes on", "Three")
    assert question.how == "How, with code:\n\n```python\n# no heading\n```"
    assert question.examples[0].text == "# Said."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- kind: technical", "- kind: tecnical", 'import.md:17: questions[1].kind: "tecnical" is not a kind'),
        (
            "- kind: technical",
            "- knd: technical",
            "import.md:17: questions[1]: unknown key `knd`; did you mean `kind`?",
        ),
        ("- minutes: 2", "- minutes: two", 'import.md:20: questions[1].minutes: "two" does not fit'),
        (
            "### Key points",
            "### Key Poinst",
            "import.md:34: file: a bank has no part called `### Key Poinst`; did you mean",
        ),
        (
            "## QUESTION: a",
            "## Intro: a",
            "import.md:15: file: a bank has no part called `## Intro: a`; did you mean `Introduction`",
        ),
        ("## Introduction", "Hello\n\n## Introduction", "import.md:6: file: this text is under no heading"),
        ("# Stripe\n", "Hello\n# Stripe\n", "import.md:1: file: this text is under no heading"),
        ("## author", "# Again\n\n## author", "import.md:9: file: a second title begins (`# Again`)"),
        (
            "## QUESTION: a",
            "### Key points\n\n## QUESTION: a",
            "import.md:15: file: `### Key points` belongs to no question",
        ),
        ("- difficulty: easy", "- kind: role", "import.md:19: file: `kind` was there in line 17 already"),
        (
            "### How to answer",
            "### Why interviewers ask this",
            "import.md:26: file: `why` was there in line 24 already",
        ),
        ("# no heading\n```", "# no heading\n", "import.md:30: file: opens a code block and does not close it"),
        ("- note: A dev", "- hint: A dev", "import.md:42: questions[1].examples[1]: unknown key `hint`"),
    ],
)
def test_what_is_wrong_in_a_page_has_its_line(old: str, new: str, says: str) -> None:
    assert BY_HAND.count(old) == 1
    lines = [
        line.replace("import.markdown", "import.md") for line in refused(FileFormat.MARKDOWN, BY_HAND.replace(old, new))
    ]

    assert any(line.startswith(says) for line in lines), lines


def test_a_page_reads_well() -> None:
    page = to_markdown(THE_GOOD_BANK)

    assert page.startswith(
        "# Stripe\n\n- company: Stripe\n- summary: Questions about payments\n- language: en\n\n## Intro"
    )
    assert "\n### Key points\n\n- Says who calls whom\n- Names a contract\n" in page
