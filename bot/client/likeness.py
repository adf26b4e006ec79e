"""Recognises a message of the bot whose sending was interrupted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import discord

from bot.services.drafts import Draft


def looks_like(message: discord.Message, draft: Draft, *, nonce: str | None = None) -> bool:
    """Whether this may be the draft, sent earlier.

    Discord does not promise to show the nonce in the history. Ids of buttons name the interview, the question and the
    kind of message; a message without any is compared by its words and files.
    """
    if nonce is not None and message.nonce is not None:
        return str(message.nonce) == nonce
    wanted = draft.custom_ids()
    if wanted:
        return bool(wanted & _custom_ids(message))
    if draft.uploads and not _has_files_of(message, draft):
        return False
    texts = [message.content or None, *(embed.description for embed in message.embeds)]
    return _squeezed(texts) == _squeezed([draft.content, *(embed.description for embed in draft.embeds)])


def _has_files_of(message: discord.Message, draft: Draft) -> bool:
    """Whether its files are those of the draft, as far as they could be sent. Discord changes names, not sizes."""
    there = Counter(attachment.size for attachment in message.attachments)
    return not there - Counter(upload.size for upload in draft.uploads)


def _custom_ids(message: discord.Message) -> frozenset[str]:
    items = (item for row in message.components if isinstance(row, discord.ActionRow) for item in row.children)
    return frozenset(item.custom_id for item in items if item.custom_id is not None)


def _squeezed(texts: Sequence[str | None]) -> list[str]:
    """Discord trims white space at the ends."""
    return [" ".join(text.split()) for text in texts if text]
