"""The effects of shared answers: what is to be shown to coaches, and what its writer is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.content import ChannelId, MessageId


class WriterNews(StrEnum):
    """What the writer of a shared answer is told in a message of its own."""

    APPEARED = "appeared"
    CHANGE_ASKED = "change asked"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSharedCard:
    """Show coaches the shared answer as it stands now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSharedCard:
    """Delete a card that stands in a channel which coaches do not read any more."""

    channel: ChannelId
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class TellWriter:
    """Tell the writer what coaches have decided about a version."""

    number: int
    news: WriterNews


ShareEffect = ShowSharedCard | RemoveSharedCard | TellWriter
