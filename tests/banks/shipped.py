"""The banks that come with the bot."""

from __future__ import annotations

from pathlib import Path

from bot.banks.format.catalogue import Catalogue

SHIPPED = Path(__file__).parents[2] / "question_banks"
SHIPPED_BANKS = Catalogue(SHIPPED)
