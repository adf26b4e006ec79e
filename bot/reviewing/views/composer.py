"""Chooses the messages for each effect of a review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.outbound.draft import Page
from bot.reviewing.domain.effects import NewsKind, Remind, ReviewEffect, ShowPaper
from bot.reviewing.domain.posts import CARD, PaperKind
from bot.reviewing.usecases.snapshot import Case
from bot.reviewing.views.card import attempt_pages, card_pages
from bot.reviewing.views.comments import coach_name, copy_pages, letter_pages
from bot.reviewing.views.notices import (
    change_pages,
    erased_pages,
    news_pages,
    notice_pages,
    reminder_pages,
    thread_name,
)
from bot.reviewing.views.receipts import receipt_pages
from bot.reviewing.views.status import standing_pages
from bot.text.texts import Texts


class ReviewMessages:
    """Implements `bot.reviewing.usecases.ports.ReviewComposer`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def pages(self, effect: ReviewEffect, case: Case) -> Sequence[Page]:
        """All messages of it as they are true now, whichever page the effect asks for; within Discord's limits."""
        if case.review.erased and not _outlives(effect):
            return erased_pages(self._texts)
        match effect:
            case ShowPaper():
                return self._paper(effect, case)
            case Remind():
                return reminder_pages(case, effect, self._texts)
            case _:
                raise TypeError(effect)

    def thread_name(self, case: Case) -> str:
        return thread_name(case, self._texts)

    def _paper(self, effect: ShowPaper, case: Case) -> Sequence[Page]:
        paper, texts, review = effect.paper, self._texts, case.review
        match paper.kind:
            case PaperKind.ANSWER:
                return card_pages(case, texts) if paper == CARD else attempt_pages(case, paper.number, texts)
            case PaperKind.LETTER:
                return letter_pages(case, review.letter(paper.number), texts)
            case PaperKind.COPY:
                return copy_pages(case, review.letter(paper.number), texts)
            case PaperKind.RECEIPT:
                letter = review.letter(paper.number)
                coach = letter.to or review.coach
                name = "" if coach is None else coach_name(case, coach)
                return receipt_pages(case, letter, texts, coach=name)
            case PaperKind.CHANGE:
                return change_pages(case, effect, texts)
            case PaperKind.NOTICE:
                return notice_pages(case, effect, texts)
            case PaperKind.NEWS:
                return news_pages(case, effect, texts)
            case PaperKind.STATUS:
                return standing_pages(case, texts)
            case _:
                assert_never(paper.kind)


def _outlives(effect: ReviewEffect) -> bool:
    """Whether it has something to say after the time to keep the review: feedback that was on its way, and of it."""
    if not isinstance(effect, ShowPaper):
        return False
    kinds = {PaperKind.LETTER, PaperKind.COPY, PaperKind.RECEIPT}
    return effect.paper.kind in kinds or effect.news is NewsKind.RETRY_OVER
