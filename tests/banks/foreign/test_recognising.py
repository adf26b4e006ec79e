"""Each file is read as what it is, by what is in it: its name is not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.banks.exchange.anki_deck import to_anki
from bot.banks.exchange.formats import READERS, WRITERS
from bot.banks.exchange.yaml_text import to_yaml
from bot.banks.foreign.foreign_file import ForeignFile
from bot.banks.foreign.found import Shape
from bot.banks.foreign.list_format import ListFormat
from bot.banks.foreign.recognising import NotAList, own_reader, read_list
from bot.banks.foreign.unfit import Unfit
from bot.banks.format.loader import parse_bank
from bot.yamlfile.source import read_yaml
from tests.banks.builders import GOOD

FILES = sorted((Path(__file__).parent / "files").iterdir(), key=lambda path: path.name)
SHAPES = {
    ".csv": Shape.TABLE,
    ".tsv": Shape.TABLE,
    ".json": Shape.JSON,
    ".jsonl": Shape.JSON_LINES,
    ".yaml": Shape.YAML,
    ".md": Shape.MARKDOWN,
    ".gift": Shape.GIFT,
}
OF_NAME = {
    "answered.txt": Shape.MARKDOWN,
    "lines.txt": Shape.MARKDOWN,
    "notes.txt": Shape.ANKI_TEXT,
    "plain-notes.txt": Shape.ANKI_TEXT,
    "quiz.aiken.txt": Shape.AIKEN,
    "quizlet.txt": Shape.TABLE,
}
WITHOUT_QUESTIONS = {"links.md", "notebook.json", "packages.json", "schema.json", "workflow.yaml"}
BANK = parse_bank(GOOD, "stripe", filename="stripe.yaml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_list_is_read_as_what_it_is(path: Path) -> None:
    file = ForeignFile(content=path.read_bytes())

    assert own_reader(file) is None
    found = read_list(file)
    assert bool(found.questions) is (path.name not in WITHOUT_QUESTIONS)
    if found.questions:
        assert found.shape is OF_NAME.get(path.name, SHAPES.get(path.suffix))


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_what_we_write_is_read_by_its_own_reader(form: str) -> None:
    file = ForeignFile(content=WRITERS[form](BANK).encode())  # type: ignore[index] # a StrEnum's value

    assert own_reader(file) is READERS[form]  # type: ignore[index] # as above
    assert own_reader(file, ListFormat.AIKEN) is None


def test_a_bank_in_yaml_is_ours_and_a_deck_of_ours_keeps_its_ids() -> None:
    assert own_reader(ForeignFile(content=to_yaml(BANK).encode())) is read_yaml
    assert own_reader(ForeignFile(content=GOOD.replace("format: 1", "format: 2").encode())) is read_yaml

    found = read_list(ForeignFile(content=to_anki(BANK)))

    assert found.shape is Shape.ANKI_DECK
    assert [each.id for each in found.questions] == [question.id for question in BANK.questions]


def test_a_page_with_headings_is_no_table_whatever_its_first_heading_says() -> None:
    page = b"# Questions:\n\n* #### Explain the jib\n```\nIt is, in short, a sail;\n```\n\n# Keel\n\n* What is it?\n"

    found = read_list(ForeignFile(content=page))

    assert [question.text for question in found.questions] == ["Explain the jib", "What is it?"]


_OPTIONS = '[{"id": 1, "text": "Jib", "isCorrect": true}, {"id": 2, "text": "Keel", "isCorrect": false}]'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("category,question\nsails,What is {=a jib}?\nhulls,Why a keel?\n", ["What is {=a jib}?", "Why a keel?"]),
        (
            "What is a jib?,Sails,A sail\n" * 2 + "Why sail?,All,Fun\n" * 20 + "What is {=it}?,All,No\n",
            ["What is a jib?", "Why sail?", "What is {=it}?"],
        ),
        (
            f'[{{"text": "Front sail", "options": {_OPTIONS}}}, {{"text": "Why sail?", "answer": "Fun"}}]',
            ["Front sail\n\nA) Jib\nB) Keel", "Why sail?"],
        ),
        ("# Question 1 ()\n---\n```js\n```\n---\n# Question 2 ()\n---\n```js\n```\n", []),
    ],
)
def test_no_form_is_taken_for_another(content: str, expected: list[str]) -> None:
    found = read_list(ForeignFile(content=content.encode()))

    assert list(dict.fromkeys(question.text for question in found.questions)) == expected


def test_one_may_insist_on_a_format() -> None:
    text = b"What is a stack?, A pile\nWhat is a queue?, A line\n"

    assert read_list(ForeignFile(content=text), ListFormat.MARKDOWN).shape is Shape.MARKDOWN
    assert read_list(ForeignFile(content=text), ListFormat.CSV).shape is Shape.TABLE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xef\xbb\xbf \r\n", Unfit.EMPTY),
        (b"<!-- saved -->\n<HTML><head></head></HTML>", Unfit.WEB_PAGE),
        (b"\x1f\x8b\x08\x00abc", Unfit.ARCHIVE),
        (b"{\\rtf1 What is this?}", Unfit.RICH_TEXT),
        (b"SQLite format 3\x00", Unfit.DATABASE),
        (b"\x00\x01\x02\x03" * 500, Unfit.BINARY),
        (b"{" * 100_000, Unfit.NO_LIST),
        (b"just a word", Unfit.NO_LIST),
    ],
)
def test_other_files_are_known_for_what_they_are(content: bytes, kind: Unfit) -> None:
    with pytest.raises(NotAList) as refused:
        read_list(ForeignFile(content=content))
    assert refused.value.kind is kind
