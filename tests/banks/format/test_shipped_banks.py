"""The banks that come with the bot can be used."""

from __future__ import annotations

from pathlib import Path

from bot.banks.format.catalogue import Catalogue

SHIPPED = Path(__file__).parents[3] / "question_banks"


def test_every_shipped_bank_is_free_of_problems() -> None:
    assert [str(problem) for problem in Catalogue(SHIPPED).problems] == []
