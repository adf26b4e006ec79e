"""Recognises a message of the bot whose sending was interrupted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import discord

from bot.outbound.draft import Draft

# A thread begins with a message by the bot that says nothing: every draft without words would look like it.
_NOT_SENT_BY_US = {discord.MessageType.thread_starter_message}


def looks_like(message: discord.Message, draft: Draft, *, nonce: str | None = None) -> bool:
    """True if this message may be the draft, sent earlier.

    Discord does not promise to show the nonce in the history. Ids of buttons name the interview, the question and the
    kind of message; a message without buttons is compared by its words and files.
    """
    if nonce is not None and message.nonce is not None:
        return str(message.nonce) == nonce
    wanted = draft.custom_ids()
    if wanted:
        return bool(wanted & _custom_ids(message))
    if message.is_system() or message.type in _NOT_SENT_BY_US:
        return False
    # Discord changes names of files, not their sizes. A sentence stands in for a file that could not be sent.
    there = Counter(attachment.size for attachment in message.attachments)
    sentences = []
    for upload in draft.uploads:
        if not there[upload.size]:
            sentences.append(upload.missing)
            continue
        there[upload.size] -= 1
        if not message.flags.voice:
            sentences.append(upload.spoken)
    if there.total():
        return False
    content = "\n".join(filter(None, [draft.content, *sentences]))
    texts = [message.content, *(embed.description for embed in message.embeds)]
    return _squeezed(texts) == _squeezed([content, *(embed.description for embed in draft.embeds)])


def _custom_ids(message: discord.Message) -> frozenset[str]:
    items = (item for row in message.components if isinstance(row, discord.ActionRow) for item in row.children)
    return frozenset(item.custom_id for item in items if item.custom_id is not None)


def _squeezed(texts: Sequence[str | None]) -> list[str]:
    """The texts that are not empty, with single spaces, because Discord trims white space at the ends."""
    return [" ".join(text.split()) for text in texts if text]
