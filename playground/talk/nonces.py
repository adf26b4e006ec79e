"""Recognises a message that is sent again: same author, same nonce, within minutes."""

from __future__ import annotations

from playground.world.model import Message
from playground.world.world import World

WINDOW = 5 * 60


class Nonces:
    """The messages of the past minutes by their nonces; the author is the scope, not the channel."""

    def __init__(self, world: World) -> None:
        self._clock = world.clock
        self._seen: dict[tuple[str, str], tuple[float, Message]] = {}

    def remember(self, message: Message) -> None:
        """Does nothing for a message without a nonce."""
        if message.nonce is None:
            return
        now = self._clock.now()
        while self._seen:
            oldest, (made_at, _) = next(iter(self._seen.items()))
            if made_at + WINDOW >= now:
                break
            del self._seen[oldest]
        self._seen.pop((message.author_id, str(message.nonce)), None)
        self._seen[message.author_id, str(message.nonce)] = (now, message)

    def earlier(self, author_id: str, nonce: str | int) -> Message | None:
        """The message that an author sent with this nonce, if the window is not over; it may be deleted since."""
        made_at, message = self._seen.get((author_id, str(nonce)), (0.0, None))
        return None if made_at + WINDOW < self._clock.now() else message

    def clear(self) -> None:
        self._seen.clear()
