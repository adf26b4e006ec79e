"""Renders the pages of each effect of a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.outbound.draft import Draft, Page, Pings
from bot.reviewing.domain.effects import (
    NewsKind,
    Remind,
    ReviewEffect,
    ShowChange,
    ShowEffect,
    ShowNews,
    ShowNotice,
    ShowPost,
    TellBulletin,
    TellReport,
)
from bot.reviewing.domain.posts import CARD, PostKind
from bot.reviewing.domain.snapshot import Snapshot
from bot.reviewing.views.card import attempt_pages, card_pages
from bot.reviewing.views.comments import coach_name, comment_pages, copy_pages
from bot.reviewing.views.notices import (
    bulletin_pages,
    change_pages,
    erased_pages,
    news_pages,
    notice_pages,
    reminder_pages,
    thread_name,
)
from bot.reviewing.views.receipts import receipt_pages
from bot.reviewing.views.safety.reports import report_pages
from bot.reviewing.views.status import standing_pages
from bot.text.texts import DEFAULT_LOCALE, Texts


class ReviewMessages:
    """Implements `bot.reviewing.usecases.ports.ReviewComposer`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def pages(self, effect: ReviewEffect, snapshot: Snapshot) -> Sequence[Page]:
        """All pages of the effect as they are true now, whichever one it names; within Discord's limits."""
        if snapshot.review.erased and not _outlives(effect):
            return erased_pages(self._texts)
        match effect:
            case ShowPost():
                pages = self._post(effect, snapshot)
                return [_without_pings(each) for each in pages] if effect.again else pages
            case ShowChange():
                return change_pages(snapshot, effect, self._texts)
            case ShowNotice():
                return notice_pages(snapshot, effect, self._texts)
            case ShowNews():
                return news_pages(snapshot, effect, self._texts)
            case TellBulletin():
                return bulletin_pages(effect, self._texts)
            case TellReport():
                return report_pages(snapshot, effect, self._texts)
            case Remind():
                return reminder_pages(snapshot, effect, self._texts)
            case _:
                raise TypeError(effect)

    def thread_name(self, snapshot: Snapshot) -> str:
        return thread_name(snapshot, self._texts)

    def apology(self, effect: ReviewEffect, snapshot: Snapshot, *, reference: str) -> Draft:
        """The message in place of a page that cannot be made, for the candidate or for coaches."""
        review = snapshot.review
        is_for_candidate = isinstance(effect, ShowEffect) and review.is_with_candidate(effect.post)
        key = "review-post-broken" if is_for_candidate else "review-post-broken-for-coaches"
        locale = review.locale if is_for_candidate else DEFAULT_LOCALE
        return Draft(content=self._texts(key, locale=locale, reference=reference))

    def _post(self, effect: ShowPost, snapshot: Snapshot) -> Sequence[Page]:
        post, texts, review = effect.post, self._texts, snapshot.review
        match post.kind:
            case PostKind.ANSWER:
                return card_pages(snapshot, texts) if post == CARD else attempt_pages(snapshot, post.number, texts)
            case PostKind.COMMENT:
                return comment_pages(snapshot, review.comment(post.number), texts)
            case PostKind.COPY:
                return copy_pages(snapshot, review.comment(post.number), texts)
            case PostKind.RECEIPT:
                comment = review.comment(post.number)
                coach = comment.to or review.coach
                name = "" if coach is None or coach in review.gone else coach_name(snapshot, coach)
                return receipt_pages(snapshot, comment, texts, coach=name)
            case PostKind.STATUS:
                return standing_pages(snapshot, texts)
            case _:
                raise TypeError(post)


def _without_pings(page: Page) -> Page:
    return replace(page, draft=replace(page.draft, pings=Pings()))


def _outlives(effect: ReviewEffect) -> bool:
    """True for what an erased review still shows: comments, what became of them, that a retry is over, and what is not
    about it at all."""
    match effect:
        case ShowPost(post=post):
            return post.kind in {PostKind.COMMENT, PostKind.COPY, PostKind.RECEIPT}
        case ShowNews(kind=kind):
            return kind is NewsKind.RETRY_OVER
        case TellBulletin():
            return True
        case _:
            return False
