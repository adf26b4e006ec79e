"""Refusals of somebody who wants to be forgotten. They carry data; the words live in `bot/text`."""

from __future__ import annotations

from bot.core.refusal import Refusal
from bot.privacy.domain.forgetting import TYPED_WORD


class NothingToForget(Refusal):
    """Nothing is stored of this person."""

    key = "error-nothing-to-forget"


class WordNotTyped(Refusal):
    """Something else was typed than the word that is asked for."""

    key = "error-word-not-typed"

    def __init__(self) -> None:
        super().__init__()
        self.word = TYPED_WORD


class ForgettingPageOld(Refusal):
    """More or less is stored by now than the page says on which the button was pressed."""

    key = "error-forgetting-page-old"
