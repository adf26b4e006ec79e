"""Says which parcels show the same thing, so that one of them is enough."""

from __future__ import annotations

import re

from bot.interviewing.domain.effects import ShowPanel
from bot.outbound.outbox import NewParcel
from bot.reviewing.domain.effects import ShowPost
from bot.reviewing.domain.posts import PostKind

_SHOWN_AS_IT_IS = {PostKind.ANSWER, PostKind.COMMENT, PostKind.COPY, PostKind.RECEIPT, PostKind.STATUS}
"""What is rendered from the review as it stands. Everything else tells what happened, each time it did."""
_REPLIED_TO = re.compile(r"interaction:\d+")


def key_of(parcel: NewParcel) -> str | None:
    """The same for two parcels that show the same; None for one that always goes by itself. Stored with the parcel."""
    match parcel.effect:
        case ShowPanel(number=number):
            return f"panel:{parcel.subject}:{number}"
        case ShowPost(post=post, page=page, whole=whole) if post.kind in _SHOWN_AS_IT_IS:
            extent = "whole" if whole else "page"
            # The name of a page comes last: it may hold anything.
            return f"paper:{parcel.subject}:{post.kind}:{post.number}:{extent}" + ("" if page is None else f":{page}")
        case _:
            return None


def may_be_reply(cause: str) -> bool:
    """Whether the parcel of this cause is waited for as the reply to an interaction; not so `interaction:5:review`."""
    return _REPLIED_TO.fullmatch(cause) is not None
