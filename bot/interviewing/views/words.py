"""The sentences of an interview in its candidate's language."""

from __future__ import annotations

from bot.interviewing.domain.model import Interview
from bot.text.texts import Texts, Value


class Words:
    """`Texts` in the locale of one interview."""

    def __init__(self, texts: Texts, interview: Interview) -> None:
        self._texts = texts
        self._locale = interview.locale

    def __call__(self, key: str, **values: Value) -> str:
        return self._texts(key, locale=self._locale, **values)
