"""What candidates of a server have shared of their answers, as one of them may be shown it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.core.content import ShareId


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedAnswer:
    """An answer to the question in the same words, shared under no name and approved by a coach."""

    share: ShareId
    version: int
    """Which text of it, from one change by its writer to the next."""
    text: str
    own: bool = False
    """True if the candidate who looks at it has written it."""
    found_helpful: bool | None = None
    """The vote of the candidate who looks at it; None: they have not voted."""
    reported: bool = False
    """True if they have reported this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityView:
    """What a candidate may be shown beside a question's examples, and whether they may add to it."""

    answers: Sequence[ApprovedAnswer] = ()
    """Best first."""
    may_share: bool = False
    """True if candidates of the interview's server share their answers."""
    NOTHING: ClassVar[CommunityView]


CommunityView.NOTHING = CommunityView()
