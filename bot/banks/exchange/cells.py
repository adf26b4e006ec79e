"""Guards text in the cells of a spreadsheet, so that it never becomes a formula."""

from __future__ import annotations

import re

# Spreadsheets take these for the beginning of a formula, in full width too; any apostrophes before them are kept.
_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def guarded(text: str) -> str:
    """`text`, behind an apostrophe if a spreadsheet might compute it instead of showing it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text as it was before `guarded`; any other text stays as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
