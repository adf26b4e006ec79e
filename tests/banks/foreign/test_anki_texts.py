"""Anki's text exports, each with what it must become."""

from __future__ import annotations

from bot.banks.foreign.anki_text import is_anki_text, read_anki_text
from bot.banks.foreign.found import Shape
from bot.banks.foreign.records.rows import WIDEST
from tests.banks.foreign.asked import answered, file_called, file_of, left_out, shown


def test_notes_become_questions_and_cloze_cards_and_pictures_are_told() -> None:
    file = file_called("notes.txt")
    found = read_anki_text(file)

    assert is_anki_text(file)
    assert found.shape is Shape.ANKI_TEXT
    assert [shown(question) for question in found.questions] == [
        {
            "line": 7,
            "text": "What does **ARP** do?",
            "id": "k3:a",
            "examples": ('It asks: "Who has it?"\nThen it waits.',),
            "topics": ("Networks", "two", "home"),
        }
    ]
    assert [(line, why) for line, _, why in left_out(found)] == [(8, "cloze"), (9, "not-asked")]
    assert found.size == 3, "all notes of the file"


def test_an_export_without_html_is_taken_as_it_is() -> None:
    found = read_anki_text(file_called("plain-notes.txt"))

    assert answered(found) == {"List<String>": ("a list & its type",)}
    assert (found.title, found.used, found.unused) == ("Types", ("Term", "Definition"), ("Source",))


def test_of_the_back_of_an_exported_card_only_the_answer_is_taken() -> None:
    found = read_anki_text(
        file_of('#separator:tab\n#html:true\nWhat is a jib?\t"What is a jib?\n\n<hr id=""answer"">\n\nA sail."\n')
    )

    assert answered(found) == {"What is a jib?": ("A sail.",)}


def test_fields_without_names_are_front_and_back() -> None:
    found = read_anki_text(
        file_of("#separator:Comma\n#tags column:3\nmutex,a lock,sync\n"), fields={"question": "back", "answer": "front"}
    )

    assert answered(found) == {"a lock": ("mutex",)}
    assert found.questions[0].topics == ("sync",)


def test_lines_and_fields_that_are_not_read_are_told() -> None:
    many = "\t".join(["lock"] * WIDEST)
    found = read_anki_text(file_of(f"#separator:tab\n#include what?\tA file.\nmutex\t{many}\tlost\n"))

    assert answered(found) == {"mutex": ("lock",)}
    assert left_out(found) == [(2, "include what? A file.", "prose"), (3, "lock", "beyond")]


def test_a_comment_makes_no_export() -> None:
    assert not is_anki_text(file_of("# separator: none\nquestion,answer\n"))
