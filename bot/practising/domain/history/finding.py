"""Finds which of the questions that somebody has answered they mean by what they type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.practising.domain.history.answers import AnsweredQuestion


def banks_found(practised: Sequence[AnsweredQuestion], typed: str) -> list[AnsweredQuestion]:
    """A question of each bank whose slug or title has what is typed, the one answered last."""
    latest: dict[str, AnsweredQuestion] = {}
    for each in practised:
        latest.setdefault(each.bank.slug, each)
    wanted = typed.strip().casefold()
    return [each for each in latest.values() if wanted in each.bank.slug or wanted in each.bank.title.casefold()]


def bank_meant(practised: Sequence[AnsweredQuestion], typed: str) -> AnsweredQuestion | None:
    """A question of the bank that is meant: by its slug, its title, or so much that no other is. None: of no bank."""
    found = banks_found(practised, typed)
    wanted = typed.strip().casefold()
    exact = [each for each in found if wanted in {each.bank.slug, each.bank.title.casefold()}]
    return next(iter(exact), found[0] if len(found) == 1 else None)


def questions_found(practised: Sequence[AnsweredQuestion], typed: str, *, bank: str | None) -> list[AnsweredQuestion]:
    """Those that have all words that are typed, of the bank with this slug if there is one."""
    wanted = _words(typed)
    return [
        each
        for each in practised
        if (bank is None or each.bank.slug == bank)
        and all(word in f"{each.bank.title} {each.bank_number} {each.text}".casefold() for word in wanted)
    ]


def question_meant(practised: Sequence[AnsweredQuestion], typed: str, *, bank: str | None) -> AnsweredQuestion | None:
    """The one that is meant; None if it could be several, or is none of them."""
    if not _words(typed):
        return None
    found = questions_found(practised, typed, bank=bank)
    same = [each for each in found if each.text.casefold() == typed.strip().casefold()]
    return next(iter(same), found[0] if len(found) == 1 else None)


def _words(typed: str) -> list[str]:
    return re.findall(r"\w+", typed.casefold())
