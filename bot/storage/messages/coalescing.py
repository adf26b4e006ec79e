"""Says which parcels show the same thing, so that one of them is enough."""

from __future__ import annotations

import re

from bot.core.content import InterviewId, ReviewId
from bot.interviewing.domain.effects import Effect, ShowPanel
from bot.reviewing.domain.effects import ReviewEffect, ShowPaper
from bot.reviewing.domain.posts import PaperKind

_SHOWN_AS_IT_IS = {PaperKind.ANSWER, PaperKind.LETTER, PaperKind.COPY, PaperKind.RECEIPT, PaperKind.STATUS}
"""What is rendered from the review as it stands. Everything else tells what happened, each time it did."""
_REPLIED_TO = re.compile(r"interaction:\d+")


def panel_key(interview: InterviewId, effect: Effect) -> str | None:
    """The same for two effects that show the same; None for an effect that always goes by itself."""
    return f"panel:{interview}:{effect.number}" if isinstance(effect, ShowPanel) else None


def paper_key(review: ReviewId, effect: ReviewEffect) -> str | None:
    """As `panel_key`."""
    if not isinstance(effect, ShowPaper) or effect.paper.kind not in _SHOWN_AS_IT_IS:
        return None
    paper = effect.paper
    extent = "whole" if effect.whole else "page"
    # The name of a page comes last: it may hold anything.
    page = "" if effect.page is None else f":{effect.page}"
    return f"paper:{review}:{paper.kind}:{paper.number}:{extent}{page}"


def may_be_reply(cause: str) -> bool:
    """Whether the parcel of this cause is waited for as the reply to an interaction; not so `interaction:5:review`."""
    return _REPLIED_TO.fullmatch(cause) is not None
