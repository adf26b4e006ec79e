"""`/banks upload` of lists of questions from elsewhere: what an admin reads, confirms, and gets."""

from __future__ import annotations

import pytest

from bot.banks.exchange.anki_deck import to_anki
from bot.banks.format.loader import parse_bank
from tests.banks.builders import GOOD
from tests.wire.banks.test_banks import banks, file_of, press, suggested, upload
from tests.wire.journey import buttons, heard, is_question, words
from tests.wire.practice import Practice

TABLE = """\
id,question,ideal_answer,difficulty,role
007,What is an API?,A contract between two programs.,Beginner,any
1.10,What is a queue?,A list with two ends.,Advanced,any
may-5,What is a webhook?,A call back.,Advanced,any
,What is an API??,The same again.,Beginner,any
"""


async def test_a_list_is_understood_shown_and_taken_once_it_is_confirmed(practice: Practice) -> None:
    used = await upload(practice, TABLE, "Interview Questions.csv")

    shown = heard(used).replace("\\", "")
    assert "Interview questions can be used: 3 questions" in shown
    assert (
        "A table with 4 rows; `id`, `question` and `ideal_answer` used, `difficulty` mapped, `role` left out" in shown
    )
    assert "3 questions. Left out: one that was there before." in shown
    assert "Line 5: The same question or key was there before: What is an API??" in shown
    assert "1. What is an API?\n-# `007` · easy · one answer: A contract between two programs." in shown
    assert "This server doesn't have a question bank of that name yet." in shown
    assert used.message is not None
    assert buttons(used.message) == ["Confirm", "Discard"]
    assert "is now version 1" in heard(await press(practice, used, "Confirm"))

    candidate = await practice.candidate()
    assert "interview-questions" in await suggested(candidate.person, practice.general.id)
    begun = await candidate.person.slash(practice.general.id, "mock", bank="interview-questions", order="in_order")
    await begun.settled()
    assert "What is an API?" in words(await candidate.sees(is_question(1, 3)))
    stored = await banks(practice, "download", bank="interview-questions")
    assert stored.message is not None
    assert b"id: '007'\n    question: What is an API?" in file_of(practice, stored.message)


async def test_a_later_version_of_a_list_keeps_the_ids_of_its_bank(practice: Practice) -> None:
    await press(practice, await upload(practice, TABLE, "list.csv"), "Confirm")
    later = TABLE.replace("007,", "7,").replace("may-5,", "5-May,").replace("two programs", "programs")
    later = later.replace("1.10,What is a queue?,A list with two ends.", ",What is a stack?,A pile.")

    used = await upload(practice, later, "list.csv")

    shown = heard(used).replace("\\", "")
    assert "2 ids are not what they were, or are there twice; a spreadsheet may have changed them." in shown
    assert "**Added** (1): `what-is-a-stack`" in shown
    assert "**Changed** (1): `007`" in shown
    assert "Removed" not in shown
    assert "> \\+ - A contract between programs" in heard(used).replace("\\-", "-"), "a plus sign, and no bullet"
    assert "+ - A contract between programs." in shown


async def test_a_deck_of_anki_is_taken_with_the_ids_that_it_has(practice: Practice) -> None:
    deck = to_anki(parse_bank(GOOD, "acme", filename="acme.yaml"))

    used = await upload(practice, deck, "from-anki.apkg")

    shown = heard(used).replace("\\", "")
    assert "An Anki deck with 2 notes" in shown
    assert "`explain-an-api`" in shown
    assert "is now version 1" in heard(await press(practice, used, "Confirm"))


async def test_what_does_not_fit_is_in_a_file(practice: Practice) -> None:
    rows = "".join(f"What would you do about fault {number}?,Look at it,\n,nothing,\n" for number in range(1010))

    used = await upload(practice, f"question,answer,other\n{rows}", "long.csv")

    shown = heard(used).replace("\\", "")
    assert "1,000 questions" in shown
    assert "1,000 questions. Left out: 1,010 without a question." in shown
    assert "10 more questions have no room: a bank can have 1,000." in shown
    assert "And 1,005 more, in report.txt." in shown
    assert used.message is not None
    assert len(file_of(practice, used.message).decode().splitlines()) > 1010


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.csv", b"", "This file is empty."),
        ("list.csv", b"\x89PNG\r\n\x1a\n\0\0", "This is a picture."),
        ("list.md", b"<!doctype html><html></html>", "This is a web page, not a list of questions."),
        ("list.md", b"- [Docs](https://example.org)\n- [Blog](https://example.org/b)\n", "I can't follow links"),
        ("list.csv", b"question\n" + b"Why so long " * 60 + b"?\n", "longer than a question may be"),
        ("\u0441\u043f\u0438\u0441\u043e\u043a.csv", b"question\nWhat is this?\n", "Give it a name in Latin letters"),
    ],
)
async def test_what_is_no_list_is_told_with_what_to_do(
    practice: Practice, name: str, content: bytes, says: str
) -> None:
    used = await upload(practice, content, name)

    assert says in heard(used).replace("\\", "")
    assert used.message is not None
    assert buttons(used.message) == []


async def test_our_own_formats_are_taken_with_all_they_have(practice: Practice) -> None:
    table = "record,title,id,question,example 1\nbank,Acme,,,\nquestion,,what-is-it,What is it?,A thing.\n"

    used = await upload(practice, table, "acme.csv")
    assert "Acme can be used: 1 question" in heard(used)

    wrong = await upload(practice, table.replace("what-is-it", "What Is It"), "acme.csv")
    assert "**Line 3**: questions[1].id" in heard(wrong).replace("\\", "")
