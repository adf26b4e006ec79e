"""Guards text in the cells of a spreadsheet, so that it stays the text that it is."""

from __future__ import annotations

import re

from bot.banks.exchange.spreadsheet_values import may_change

# Spreadsheets take these for the beginning of a formula, in full width too; any apostrophes before them are kept.
_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def guarded(text: str) -> str:
    """`text`, behind an apostrophe if a spreadsheet might compute it, or show and save another value, such as a date.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if _needs_guard(text) else text


def unguarded(cell: str) -> str:
    """The text as it was before `guarded`; any other text stays as it is."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell) else cell


def _needs_guard(text: str) -> bool:
    """Also true of a text that is guarded already, so that its apostrophe comes back."""
    return _FORMULA.match(text) is not None or may_change(text.lstrip("'"))
