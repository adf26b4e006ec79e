"""What is made of an uploaded file, and how much of it is looked at."""

from __future__ import annotations

from bot.banks.format.model import MAX_QUESTIONS
from bot.banks.usecases.uploaded_files import MOST_LOOKED_AT, ReadList, bank_of_list, read_upload


def test_of_a_list_that_no_bank_could_hold_the_rest_is_only_counted() -> None:
    rows = "".join(f"What would you do about fault {number}?\n" for number in range(MOST_LOOKED_AT + 5))

    read = read_upload(f"question\n{rows}".encode(), "long.csv")
    assert isinstance(read, ReadList)
    loaded, drafted = bank_of_list(read, None)

    assert loaded is not None
    assert len(loaded.bank.questions) == MAX_QUESTIONS
    assert len(drafted.draft.questions) == MOST_LOOKED_AT
    assert drafted.without_room == MOST_LOOKED_AT + 5 - MAX_QUESTIONS
