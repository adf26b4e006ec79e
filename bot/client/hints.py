"""Short answers to messages, without repeating oneself."""

from __future__ import annotations

import logging
import time

import aiohttp
import discord

log = logging.getLogger(__name__)

QUIET = 10.0
"""Seconds in which the same sentence is said once in a conversation: people write several messages in a row."""


class Hints:
    """Says what nobody misses if Discord does not take it, so it is not stored first."""

    def __init__(self) -> None:
        self._said: dict[tuple[int, str], float] = {}

    async def reply(self, message: discord.Message, text: str) -> None:
        """Answer a message, in direct messages unless the same was said there a moment ago. Never raises."""
        now = time.monotonic()
        self._said = {key: at for key, at in self._said.items() if now - at < QUIET}
        if (message.channel.id, text) in self._said:
            return
        if message.guild is None:  # elsewhere each message that was not sent is marked
            self._said[message.channel.id, text] = now
        try:
            await message.reply(text, mention_author=False)
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError) as failure:
            log.warning("hint not sent", extra={"to": message.id, "reason": type(failure).__name__})
