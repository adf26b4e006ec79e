"""Text in the cell of a spreadsheet, which must never become a formula."""

from __future__ import annotations

import re

# What spreadsheets take for the beginning of a formula, the full-width forms too; any apostrophes before it are kept.
_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def guarded(text: str) -> str:
    """`text`, behind an apostrophe if a spreadsheet might compute it instead of showing it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that was guarded; other text stays as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
