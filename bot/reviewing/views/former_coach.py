"""Names coaches, and those who have had themselves forgotten by no name."""

from __future__ import annotations

from bot.core.content import FORMER_COACH, UserId
from bot.formatting.pages import Say


def mention(coach: UserId, say: Say) -> str:
    """A coach within a sentence that coaches or admins read."""
    return say("former-coach") if coach == FORMER_COACH else f"<@{coach}>"
