"""Remembers what a message looks like, without its words: enough to find it again after an interrupted sending."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.core.content import ChannelId, MessageId
from bot.outbound.draft import Draft, StoredFile, Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What Discord's history shows of a message, its words as digests: they are nobody's to read in the outbox."""

    custom_ids: frozenset[str] = frozenset()
    """Those of its buttons and menus. They name what it shows, so a message that has some is known by them alone."""
    content: str = ""
    embeds: tuple[str, ...] = ()
    """The description of each embed that has one."""
    sizes: tuple[int, ...] = ()
    """Bytes of each file. Discord changes names of files, not their sizes."""
    sentences: frozenset[str] = frozenset()
    """Lines that may follow the content, where one stands in for a file."""
    reply_to: MessageId | None = None
    salt: str = ""
    """Goes into each digest, so that equal words in two parcels do not look equal in the database."""

    def digest(self, words: str) -> str:
        """The digest of words, whatever white space is between them: Discord trims it."""
        return _digest(words, self.salt)


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunSending:
    """A message that may have been sent, because nobody heard what became of it."""

    channel: ChannelId | None = None
    """None for direct messages."""
    page: str | None = None
    """What the feature calls the page of the post that the message shows; None if it has no pages."""
    look: Look


def look_of(draft: Draft, *, salt: str = "") -> Look:
    """The look of a draft once it is sent."""
    if custom_ids := draft.custom_ids():
        return Look(custom_ids=custom_ids)
    sentences = {line for each in draft.uploads for line in _sentences_of(each)}
    return Look(
        content=_digest(draft.content or "", salt),
        embeds=tuple(_digest(each.description, salt) for each in draft.embeds if each.description),
        sizes=tuple(each.size for each in draft.uploads),
        sentences=frozenset(_digest(each, salt) for each in sentences),
        reply_to=draft.reply_to,
        salt=salt,
    )


def _sentences_of(file: Upload | StoredFile) -> list[str]:
    """The lines that may be shown for a file, instead of it or besides."""
    spoken = file.spoken if isinstance(file, Upload) else ""
    return [*file.missing.splitlines(), *spoken.splitlines()]


def _digest(words: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}:{' '.join(words.split())}".encode()).hexdigest()[:32]
