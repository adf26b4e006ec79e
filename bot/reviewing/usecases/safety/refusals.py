"""What a muted candidate reads when they want to send something: until when, and how to ask about it."""

from __future__ import annotations

from datetime import datetime

from bot.formatting.quoting import quoted
from bot.reviewing.domain.safety.errors import NotSentNow


class Muted(NotSentNow):
    key = "error-muted"

    def __init__(self, server: str, *, at: datetime | None, how_to_ask: str) -> None:
        """`how_to_ask`: an admin's words; empty if they wrote none."""
        super().__init__(server, at=at, asks=int(bool(how_to_ask)))
        self.how_to_ask = how_to_ask

    def markup(self) -> dict[str, str]:
        # An address or a channel has to stay what it is; `quoted` shows every link as it was written.
        return {"ask": "".join(quoted(" ".join(self.how_to_ask.split())))}


class ReplyMuted(Muted):
    """What a muted candidate wrote to a coach was not sent."""

    key = "error-reply-muted"
