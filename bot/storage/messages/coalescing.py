"""Decides which parcels show the same thing, so that one of them is enough."""

from __future__ import annotations

import re

from bot.interviewing.domain.effects import ShowPanel, UpdateExamples, UpdateOverview
from bot.outbound.outbox import NewParcel
from bot.privacy.domain.export_effects import ShowExportProgress
from bot.reviewing.domain.effects import ShowPost
from bot.reviewing.domain.posts import PostKind
from bot.sharing.domain.effects import ShowSharedCard

_SHOWN_AS_IT_IS = {PostKind.ANSWER, PostKind.COMMENT, PostKind.COPY, PostKind.RECEIPT, PostKind.STATUS}
"""Posts rendered from the review as it stands. Every other post tells of one happening, each time."""
_REPLIED_TO = re.compile(r"interaction:\d+")


def key_of(parcel: NewParcel) -> str | None:
    """The key that parcels showing the same share; None for a parcel that never coalesces. Stored with it."""
    match parcel.effect:
        case ShowPanel(number=number):
            return f"panel:{parcel.subject}:{number}"
        case UpdateOverview():
            return f"overview:{parcel.subject}"
        case UpdateExamples(number=number, message=message, page=page, shared=shared):
            return f"examples:{parcel.subject}:{number}:{message}:{page}" + ("" if shared is None else f":{shared}")
        case ShowExportProgress():
            return f"export:{parcel.subject}"
        case ShowPost(post=post, page=page, whole=whole) if post.kind in _SHOWN_AS_IT_IS:
            extent = "whole" if whole else "page"
            # The name of a page comes last, because any character may be in it.
            return f"paper:{parcel.subject}:{post.kind}:{post.number}:{extent}" + ("" if page is None else f":{page}")
        case ShowSharedCard():
            return f"shared:{parcel.subject}"
        case _:
            return None


def may_be_reply(cause: str) -> bool:
    """True if a person may wait for the parcel as the reply to an interaction; not for `interaction:5:review`."""
    return _REPLIED_TO.fullmatch(cause) is not None
