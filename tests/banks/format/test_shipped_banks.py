"""The banks that come with the bot can be used."""

from __future__ import annotations

from bot.banks.format.catalogue import Catalogue
from tests.banks.shipped import SHIPPED


def test_every_shipped_bank_is_free_of_problems() -> None:
    assert [str(problem) for problem in Catalogue(SHIPPED).problems] == []
