"""Knows which values spreadsheets change when they open or save a table, and what they make of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

_KEPT_DIGITS = 15
"""How many digits of a number spreadsheets keep."""
_LONGEST = 60
"""A longer text is never taken for a number or a date."""
_SAFE_NUMBER = re.compile(r"(?:0|[1-9]\d{0,14})")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d*)?")
_WITH_SIGN = re.compile(r"(?:[$€£¥] ?)?\d[\d.,]*(?: ?[%$€£¥])?|\(\d[\d.,]*\)")
_DATE = re.compile(r"\d{1,4}(?:[-/. ]{1,2}\d{1,4}){1,2}\.?")
_TIME = re.compile(r"\d{1,4}:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?(?: ?[ap]m?)?|\d{1,2} ?[ap]m?", re.IGNORECASE)
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_BETWEEN = re.compile(r"[-/., ]{0,3}")
_TRUTHS = (
    frozenset({"true", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar", "prawda", "sant", "истина"}),
    frozenset({"false", "falsch", "faux", "falso", "onwaar", "fałsz", "falskt", "ложь"}),
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene gennaio gen janeiro januari stycznia sty янв января jän jänner",
            "feb february februar février févr febrero febbraio fevereiro fev februari lutego lut фев февраля",
            "mar march märz mär mrz mars marzo março maart mrt marca мар марта",
            "apr april avril avr abril abr aprile kwietnia kwi апр апреля",
            "may mai mayo maggio mag maio mei maja maj май мая",
            "jun june juni juin junio giugno giu junho czerwca cze июн июня",
            "jul july juli juillet juil julio luglio lug julho lipca lip июл июля",
            "aug august août agosto ago augustus sierpnia sie авг августа",
            "sep sept september septembre septiembre settembre set setembro września wrz сен сентября",
            "oct october oktober okt octobre octubre ottobre ott outubro out października paź окт октября",
            "nov november novembre noviembre novembro listopada lis ноя ноября",
            "dec december dezember dez décembre déc diciembre dic dicembre dezembro grudnia gru дек декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_FIRST_DAY = date(1899, 12, 30)
"""The day that spreadsheets count days from."""
_SERIALS = range(20_000, 80_000)
"""Days that a short date stands for: the years 1954 to 2119."""


def may_change(text: str) -> bool:
    """True if some spreadsheet takes the text for a number, a date, a time or a truth, and shows or saves another."""
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or _SAFE_NUMBER.fullmatch(plain):
        return False
    forms = (_NUMBER, _GROUPED, _WITH_SIGN, _DATE, _TIME)
    return _truth(plain) is not None or any(form.fullmatch(plain) for form in forms) or bool(_named_days(plain))


def looks_changed(before: str, after: str) -> bool:
    """True if `after` can be what a spreadsheet made of `before`."""
    return before != after and may_change(before) and _share_a_meaning(_meanings_of(before), _meanings_of(after))


def changed_values(present: Collection[str], read: Collection[str]) -> dict[str, str]:
    """What was read and looks changed by a spreadsheet, with what it was among `present`. Doubtful ones are left out.

    Values that are still there are what they are.
    """
    known, still_there = set(present), set(read)
    lost = [(each, _meanings_of(each)) for each in present if each not in still_there and may_change(each)]
    found: dict[str, str] = {}
    for value in read if lost else ():
        if value in known:
            continue
        after = _meanings_of(value)
        candidates = [each for each, before in lost if _share_a_meaning(before, after)]
        if len(candidates) == 1:
            found[value] = candidates[0]
    return found


@dataclass(frozen=True, slots=True)
class _Meanings:
    """All that a spreadsheet may take a text for."""

    truth: int | None
    numbers: Sequence[tuple[Decimal, Decimal]]
    """Each with how far the number may be from it that was there before digits were lost."""
    days: set[tuple[int, int]]
    shares_of_day: Sequence[float]


def _meanings_of(text: str) -> _Meanings:
    numbers = [(number, _lost_of(number, text)) for number in _numbers(text)]
    return _Meanings(_truth(text), numbers, _days(text), _shares_of_day(text))


def _share_a_meaning(before: _Meanings, after: _Meanings) -> bool:
    return (
        (before.truth is not None and before.truth == after.truth)
        or any(abs(one - other) <= lost for one, _ in before.numbers for other, lost in after.numbers)
        or not before.days.isdisjoint(after.days)
        or any(abs(one - other) < 1e-5 for one in before.shares_of_day for other in after.shares_of_day)
    )


def _truth(text: str) -> int | None:
    return next((number for number, words in enumerate(_TRUTHS) if text.strip().casefold() in words), None)


def _lost_of(number: Decimal, text: str) -> Decimal:
    """What a number may have lost with its digits: written as 1.23457E+19, or with zeros from the sixteenth on."""
    kept = len(number.normalize().as_tuple().digits)
    is_shortened = kept == _KEPT_DIGITS or ("e" in text.lower() and kept >= 3)
    return Decimal(10) ** (number.adjusted() - kept + 1) if is_shortened else Decimal(0)


def _numbers(text: str) -> Iterator[Decimal]:
    """What the text may mean as a number, with a point or with a comma before its decimals."""
    plain = re.sub(r"[$€£¥'\s\u00a0\u202f]", "", text)[:_LONGEST]
    scale = 1
    if plain.endswith("%"):
        plain, scale = plain[:-1], 100
    if plain.startswith("(") and plain.endswith(")"):
        plain, scale = plain[1:-1], -scale
    for thousands, decimals in ((",", "."), (".", ",")):
        as_written = plain.replace(thousands, "").replace(decimals, ".")
        if re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", as_written):
            try:
                yield Decimal(as_written) / scale
            except InvalidOperation:
                return


def _days(text: str) -> set[tuple[int, int]]:
    """Each pair of a month and a day or year (by its last two digits) that the text may mean."""
    if named := _named_days(text):
        return named
    plain = text.strip()
    if plain.isascii() and plain.isdigit() and len(plain) == 5 and int(plain) in _SERIALS:
        day = _FIRST_DAY + timedelta(days=int(plain))
        return {(day.month, day.day), (day.month, day.year % 100)}
    if not _DATE.fullmatch(plain):
        return set()
    numbers = [int(each) for each in re.findall(r"\d{1,4}", plain)]
    pairs = ((one, other) for at, one in enumerate(numbers) for to, other in enumerate(numbers) if at != to)
    return {(month, day % 100) for month, day in pairs if 1 <= month <= 12}


def _named_days(text: str) -> set[tuple[int, int]]:
    """As `_days`, of a text in which a month is named, such as `may-5`, `5. Mai` or `MAR1`; else nothing."""
    plain = text.strip()
    if len(plain) > _LONGEST or not all(_BETWEEN.fullmatch(each) for each in _WORD_OR_NUMBER.split(plain)):
        return set()
    parts = _WORD_OR_NUMBER.findall(plain)
    months = [_MONTHS[part.casefold()] for part in parts if part.casefold() in _MONTHS]
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= 4]
    if len(months) != 1 or not 1 <= len(numbers) == len(parts) - 1 <= 2:
        return set()
    return {(months[0], number % 100) for number in numbers}


def _shares_of_day(text: str) -> list[float]:
    """The time that the text may mean, as the share of a day that spreadsheets store; a number is one already."""
    plain = text.strip().lower()
    if re.fullmatch(r"[01][.,]\d{3,17}", plain):
        return [float(plain.replace(",", "."))]
    if not _TIME.fullmatch(plain):
        return []
    hours, minutes, seconds, *_ = (*(int(each) for each in re.findall(r"\d+", plain)), 0, 0)
    hours += 12 if "p" in plain and hours < 12 else 0
    share = (hours * 60 + minutes + seconds / 60) / 1440
    as_minutes = (hours + minutes / 60) / 1440  # 5:30 may be minutes and seconds
    return [share, as_minutes]
