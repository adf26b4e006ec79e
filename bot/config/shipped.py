"""Finds the question banks that come with the bot."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHIPPED_BANKS: Final = Path(__file__).parents[2] / "question_banks"
"""They lie beside the package `bot`: in a checkout, and where the wheel was installed."""


def is_replaced_by_updates(folder: Path) -> bool:
    """True for the folder that was installed with the bot: the next update writes over what is in it."""
    # In a checkout these banks are there to be edited.
    return folder == SHIPPED_BANKS and not (SHIPPED_BANKS.parent / "pyproject.toml").exists()
