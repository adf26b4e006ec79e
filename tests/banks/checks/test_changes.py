"""Ids stay what they were: what became of a bank since an earlier version."""

from __future__ import annotations

import pytest

from bot.banks.checks.changes import Changes, compare, unstable
from bot.banks.checks.differences import Difference
from bot.banks.format.model import Author, Bank
from tests.banks.builders import a_bank, a_question, loaded

KEY = a_question(id="key", text="What is an idempotency key, and when does a merchant need one?")
BOOKS = a_question(id="books", text="Design the books of a marketplace that pays its sellers every week.")

AUTHOR = Author(id="mara", name="Mara", bio="Writes questions.")


def of(*questions: object, **changes: object) -> Bank:
    return a_bank(questions=questions, **changes)


def told(before: Bank, after: Bank) -> list[str]:
    return [f"{finding.problem.where}: {finding.problem.what}" for finding in unstable(before, loaded(after))]


def test_the_same_bank_has_not_changed() -> None:
    assert compare(of(KEY, BOOKS), of(KEY, BOOKS)).nothing
    assert told(of(KEY, BOOKS), of(BOOKS, KEY)) == []


def test_what_is_added_changed_and_removed_is_told_apart() -> None:
    corrected = KEY.model_copy(update={"why": "Another reason."})

    changes = compare(of(KEY, BOOKS), of(a_question(id="new"), corrected))

    difference = Difference(where="key: why", before=KEY.why, after="Another reason.")
    assert changes == Changes(added=("new",), changed=("key",), removed=("books",), differences=(difference,))


@pytest.mark.parametrize(
    ("changes", "where", "after"),
    [
        ({"introduction": "Sleep well."}, "introduction", "Sleep well."),
        ({"summary": "Another line"}, "summary", "Another line"),
        ({"title": "Another title"}, "title", "Another title"),
        ({"company": None}, "company", ""),
        ({"authors": (AUTHOR.model_copy(update={"bio": "Writes books."}),)}, "authors: mara: bio", "Writes books."),
    ],
)
def test_what_changes_beside_the_questions_is_told(changes: dict[str, object], where: str, after: str) -> None:
    before = of(KEY, BOOKS, authors=(AUTHOR,), company="Stripe")

    found = compare(before, before.model_copy(update=changes))

    assert not found.nothing
    assert found.changed == ()
    assert [(each.where, each.after) for each in found.differences] == [(where, after)]


def test_a_list_is_told_with_all_its_entries() -> None:
    points = KEY.model_copy(update={"key_points": ("One", "Two", "Three")})

    (difference,) = compare(of(KEY), of(points)).differences

    assert (difference.where, difference.after) == ("key: key_points", "- One\n- Two\n- Three")


def test_another_order_of_questions_is_a_change() -> None:
    found = compare(of(KEY, BOOKS), of(BOOKS, KEY))

    assert found.reordered
    assert not found.nothing
    assert not compare(of(KEY, BOOKS), of(a_question(id="new"), KEY, BOOKS)).reordered


def test_a_question_that_is_gone_is_told() -> None:
    assert told(of(KEY, BOOKS), of(KEY)) == ["questions: the question `books` is gone"]


def test_a_question_with_another_id_is_told_where_it_is_now() -> None:
    renamed = KEY.model_copy(update={"id": "idempotency-key"})

    assert told(of(KEY, BOOKS), of(BOOKS, renamed)) == ["questions[2].id: the question had the id `key` before"]


def test_an_id_that_now_asks_something_else_is_told() -> None:
    (line,) = told(of(KEY, BOOKS), of(KEY, BOOKS.model_copy(update={"text": "Why do you want to work here?"})))

    assert line.startswith("questions[2].question: `books` asked something else before: “Design the books")


def test_a_corrected_question_is_left_in_peace() -> None:
    corrected = KEY.model_copy(update={"text": "Explain idempotency keys. When would a merchant need one?"})

    assert told(of(KEY, BOOKS), of(corrected, BOOKS)) == []


def test_two_questions_that_swapped_positions_but_not_ids_are_told() -> None:
    swapped = of(KEY.model_copy(update={"id": "books"}), BOOKS.model_copy(update={"id": "key"}))

    assert len(told(of(KEY, BOOKS), swapped)) == 2
