"""The sentences of an interview in its candidate's language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.interviewing.domain.model import Interview, Round
from bot.text.texts import Texts, Value


class Words:
    """`Texts` in the locale of one interview."""

    def __init__(self, texts: Texts, interview: Interview) -> None:
        self._texts = texts
        self._locale = interview.locale
        self._titles = [each.title for each in interview.banks]

    def __call__(self, key: str, **values: Value) -> str:
        return self._texts(key, locale=self._locale, **values)

    @property
    def banks(self) -> str:
        """What the interview is called: by its bank, or its banks."""
        return bank_names(self._titles, self._texts, locale=self._locale)

    def with_bank(self, text: str, of: Round) -> str:
        """A heading about a round, with its bank if the interview has several."""
        return text if len(self._titles) == 1 else self("of-bank", text=text, bank=of.bank.title)


def bank_names(titles: Sequence[str], texts: Texts, *, locale: str) -> str:
    """What these banks are called together, one at least; more than two are counted."""
    second = titles[1] if len(titles) > 1 else ""
    return texts("bank-names", locale=locale, bank=titles[0], second=second, more=len(titles) - 1)
