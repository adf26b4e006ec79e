"""Reads a list of banks that somebody types, with commas in between; a title may itself contain one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.banks.format.listing import AnyBank, UnknownBank, by_title, exactly_meant, found, nearest, unknown

SEPARATOR = ","
LONGEST_LIST = 600
"""Characters that are read."""


def all_meant(banks: Iterable[AnyBank], typed: str, *, most: int) -> tuple[AnyBank, ...]:
    """The banks that somebody lists, each once and in that order, each meant as by `meant`; the longest name wins.

    Reading stops once there are more than `most`.

    Raises:
        UnknownBank: no bank is meant by a part of the list, or several may be.
    """
    there = by_title(banks)
    parts = typed[:LONGEST_LIST].split(SEPARATOR)
    longest = 1 + max((bank.title.count(SEPARATOR) for bank in there), default=0)
    wanted: dict[str, AnyBank] = {}
    at = 0
    while at < len(parts) and len(wanted) <= most:
        if not parts[at].strip():
            at += 1
            continue
        bank, used = _next(there, [SEPARATOR.join(parts[at : at + count]) for count in range(1, longest + 1)])
        wanted[bank.slug] = bank
        at += used
    return tuple(wanted.values())


def continued(banks: Sequence[AnyBank], typed: str, *, most: int) -> tuple[tuple[AnyBank, ...], str]:
    """What is listed before the last comma, and what has been typed behind it; nothing and all, if that is no list."""
    listed, comma, begun = typed[:LONGEST_LIST].rpartition(SEPARATOR)
    try:
        chosen = all_meant(banks, listed, most=most) if comma else ()
    except UnknownBank:
        chosen = ()
    return (chosen, begun) if chosen else ((), typed)


def lists_found(banks: Sequence[AnyBank], typed: str, *, most: int, limit: int) -> list[tuple[AnyBank, ...]]:
    """What may be meant while somebody types: one bank, or behind a comma a further one with those before it."""
    suggested: list[tuple[AnyBank, ...]] = [(bank,) for bank in found(banks, typed, limit=limit)]
    chosen, begun = continued(banks, typed, most=most)
    if chosen and len(chosen) < most:
        others = [each for each in banks if each not in chosen]
        suggested += [(*chosen, each) for each in found(others, begun, limit=limit)]
    return suggested


def _next(there: Sequence[AnyBank], readings: Sequence[str]) -> tuple[AnyBank, int]:
    """The bank that comes first in a list, and how many of its parts name it. `readings`: of one part, of two, ..."""
    for used in range(len(readings), 0, -1):
        match exactly_meant(there, readings[used - 1]):
            case []:
                continue
            case [bank]:
                return bank, used
            case _:
                raise unknown(there, readings[used - 1])
    close = [
        (likely, -used) for used, each in enumerate(readings, start=1) if (likely := nearest(there, each)) is not None
    ]
    if not close:
        raise unknown(there, readings[0])
    (_, bank), used = max(close, key=lambda each: (each[0][0], each[1]))
    return bank, -used
