"""Recognises a message of the bot whose sending was interrupted."""

from __future__ import annotations

from collections import Counter

import discord

from bot.core.content import MessageId
from bot.outbound.look import Look

# A thread begins with a message by the bot that says nothing: every draft without words would look like it.
_NOT_SENT_BY_US = {discord.MessageType.thread_starter_message}


def looks_like(message: discord.Message, look: Look, *, nonce: str | None = None) -> bool:
    """True if this message may be the one that was to be sent.

    Discord does not promise to show the nonce in the history. Ids of buttons name the interview, the question and the
    kind of message; a message without buttons is compared by what it replies to, its words and its files.
    """
    if nonce is not None and message.nonce is not None:
        return str(message.nonce) == nonce
    if look.custom_ids:
        return bool(look.custom_ids & custom_ids_of(message))
    if message.is_system() or message.type in _NOT_SENT_BY_US:
        return False
    if not _replies_to(message, look.reply_to):
        return False
    embeds = tuple(look.digest(each.description) for each in message.embeds if each.description)
    return embeds == look.embeds and _has_its_words_and_files(message, look)


def _replies_to(message: discord.Message, wanted: MessageId | None) -> bool:
    """False if the message is a reply to another one. It stands alone if that one was gone."""
    if message.interaction_metadata is not None:
        return True  # Discord shows the answer to a press as a reply to the message with the button
    return message.reference is None or message.reference.message_id == wanted


def _has_its_words_and_files(message: discord.Message, look: Look) -> bool:
    there = Counter(attachment.size for attachment in message.attachments)
    wanted = Counter(look.sizes)
    if there - wanted:
        return False
    lines = message.content.splitlines()
    not_sentences = (number for number, line in enumerate(reversed(lines)) if look.digest(line) not in look.sentences)
    most = next(not_sentences, len(lines))
    # A sentence stands in for each file that could not be sent, and may explain one that could.
    stand_ins = range((wanted - there).total(), most + 1)
    return any(look.digest("\n".join(lines[: len(lines) - count])) == look.content for count in stand_ins)


def custom_ids_of(message: discord.Message) -> frozenset[str]:
    """The ids of its buttons and menus."""
    items = (item for row in message.components if isinstance(row, discord.ActionRow) for item in row.children)
    return frozenset(item.custom_id for item in items if item.custom_id is not None)
