"""What spreadsheets change, and how one sees that they have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.banks.exchange.spreadsheet_values import changed_values, looks_changed, may_change

CHANGED = [
    ("007", "7"),
    ("1.10", "1.1"),
    ("1.10", "1,1"),
    ("1.10", "01. Okt"),
    ("may-5", "5-May"),
    ("may-5", "05-May"),
    ("may-5", "05. Mai"),
    ("may-5", "2026-05-05"),
    ("may-5", "05/05/2026"),
    ("may-5", "46147"),
    ("may-2024", "May-24"),
    ("mar1", "1-Mar"),
    ("1-2", "2-Jan"),
    ("1-2", "01.02.2026"),
    ("1-2", "02/01/26"),
    ("10-11-12", "10/11/2012"),
    ("2024-01-02", "1/2/2024"),
    ("1e5", "100000"),
    ("1e5", "1.00E+05"),
    ("12345678901234567890", "1.23457E+19"),
    ("12345678901234567890", "12345678901234600000"),
    ("true", "TRUE"),
    ("false", "FALSCH"),
    ("12:30", "12:30:00"),
    ("12:30", "0.520833333333333"),
    ("10%", "0.1"),
    ("$5", "5"),
    ("1/2", "01. Feb"),
    ("(5)", "-5"),
    ("1,000", "1000"),
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_what_a_spreadsheet_made_of_a_value_is_seen(before: str, after: str) -> None:
    assert may_change(before)
    assert looks_changed(before, after)


@pytest.mark.parametrize(
    "text", ["7", "0", "explain-an-api", "maybe-5", "may", "1-to-1", "a1", "", "123456789012345", "e5"]
)
def test_other_values_stay_as_they_are(text: str) -> None:
    assert not may_change(text)
    assert not looks_changed(text, "7")


@pytest.mark.parametrize(
    ("before", "after"), [("007", "8"), ("may-5", "6-May"), ("may-5", "5-Jun"), ("true", "FALSE"), ("1e5", "1e6")]
)
def test_another_value_is_no_changed_one(before: str, after: str) -> None:
    assert not looks_changed(before, after)


def test_changed_ids_are_found_among_those_that_are_gone() -> None:
    present = ["explain-an-api", "007", "may-5", "1-2", "2-1", "9"]

    assert changed_values(present, ["explain-an-api", "7", "5-May", "2-Jan", "new"]) == {"7": "007", "5-May": "may-5"}
    assert changed_values(present, [*present, "7"]) == {}, "007 is still there, so 7 is a new one"


@given(st.text(max_size=80), st.text(alphabet="0123456789-/.,:e+ %$()ampMay", max_size=12))
def test_any_texts_can_be_compared(before: str, after: str) -> None:
    assert looks_changed(before, after) in {True, False}
    assert looks_changed(after, before) in {True, False}
    assert not looks_changed(after, after)
