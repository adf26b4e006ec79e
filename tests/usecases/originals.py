"""The files that people sent, as exports fetch them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.content import ChannelId, File, MessageId
from bot.outbound.request_budget import Lane


class FakeOriginals:
    """Implements `OriginalFiles`: a file has its own name as its bytes, as often as it takes."""

    def __init__(self) -> None:
        self.asked: list[MessageId] = []
        self.gone: set[MessageId] = set()
        self.before: Callable[[], None] = lambda: None
        """Called before anything is fetched; may raise."""

    async def fetched(
        self, channel: ChannelId, message: MessageId, files: Sequence[File], *, lane: Lane
    ) -> Sequence[bytes | None]:
        assert channel
        await lane.turn()
        self.asked.append(message)
        self.before()
        return [None if message in self.gone else (each.name.encode() * each.size)[: each.size] for each in files]
