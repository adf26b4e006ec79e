"""What a candidate has open with coaches, each with its state and its way to end or go on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.formatting import colours
from bot.formatting.quoting import plain_name
from bot.formatting.words import escaped, with_code
from bot.outbound.draft import Button, Draft, Embed, Row
from bot.reviewing.domain.model import Stage
from bot.reviewing.usecases.candidates.open_reviews import OpenReview
from bot.reviewing.views.custom_ids import REVIEW_IDS, ReviewAction, review_id
from bot.reviewing.views.tool_pages import LONGEST_BANK, LONGEST_QUESTION
from bot.text.texts import Texts

OPEN_ON_A_PAGE = 5
"""As many as there are buttons in a row."""


def open_reviews_page(found: Sequence[OpenReview], page: int, texts: Texts, *, locale: str, now: datetime) -> Draft:
    """The page with this 0-based number, or the nearest page there is."""
    pages = max(1, -(-len(found) // OPEN_ON_A_PAGE))
    page = max(0, min(page, pages - 1))
    first = page * OPEN_ON_A_PAGE + 1
    shown = list(enumerate(found[page * OPEN_ON_A_PAGE : (page + 1) * OPEN_ON_A_PAGE], start=first))
    embed = Embed(
        title=texts("open-reviews-title", locale=locale, total=len(found)),
        description="\n".join(_line(number, each, texts, locale=locale, now=now) for number, each in shown),
        footer=texts("queue-page", locale=locale, page=page + 1, pages=pages) if pages > 1 else None,
        colour=colours.PANEL,
    )
    ways = tuple(_way(number, each, texts, locale=locale) for number, each in shown)
    rows = (ways, _turning(page, pages, texts, locale=locale))
    return Draft(embeds=(embed,), rows=tuple(row for row in rows if row))


def open_reviews_template() -> str:
    """The pattern of the buttons that turn the pages."""
    return rf"{REVIEW_IDS}:open:(?P<page>[0-9]{{1,5}})-[a-z]"


def _line(number: int, found: OpenReview, texts: Texts, *, locale: str, now: datetime) -> str:
    key = "open-review-answered"
    if found.review.stage is Stage.WAITING:
        key = "open-review-waiting" if found.review.claim_at(now) is None else "open-review-claimed"
    said = texts(key, locale=locale, since=str(int(found.review.sent_at.timestamp())))
    question = with_code(plain_name(found.question, longest=LONGEST_QUESTION))
    where = "" if found.link is None else f" · {found.link}"
    return f"**{number}.** {question}\n-# {escaped(plain_name(found.bank, longest=LONGEST_BANK))} · {said}{where}"


def _way(number: int, found: OpenReview, texts: Texts, *, locale: str) -> Button:
    """A review without feedback can be withdrawn; after feedback the question can be tried again."""
    waits = found.review.stage is Stage.WAITING
    label = texts("button-withdraw" if waits else "button-try-again", locale=locale)
    action = ReviewAction.WITHDRAW if waits else ReviewAction.RETRY
    return Button(label=f"{number}. {label}", custom_id=review_id(action, found.review.id, message=f"o{number}"))


def _turning(page: int, pages: int, texts: Texts, *, locale: str) -> Row:
    if pages == 1:
        return ()

    def button(label: str, to: int, way: str) -> Button:
        custom_id = f"{REVIEW_IDS}:open:{max(to, 0)}-{way}"
        return Button(label=texts(label, locale=locale), custom_id=custom_id, disabled=not 0 <= to < pages)

    return (button("button-previous-page", page - 1, "p"), button("button-next-page", page + 1, "n"))
