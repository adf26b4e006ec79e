"""Names coaches, and those who have had themselves forgotten by no name."""

from __future__ import annotations

from bot.core.content import FORMER_COACH, UserId
from bot.formatting.pages import Say


def mention(coach: UserId, say: Say, *, first: bool = False) -> str:
    """A coach, lead or admin within a sentence that coaches or admins read. `first`: at its beginning."""
    if coach != FORMER_COACH:
        return f"<@{coach}>"
    return say("former-coach-first" if first else "former-coach")
