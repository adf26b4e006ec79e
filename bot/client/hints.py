"""Short answers to messages that were not taken in, without repetition."""

from __future__ import annotations

import logging
import secrets
import time

import aiohttp
import discord

from bot.client.rendering import rendered
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.formatting.refusals import sentence
from bot.outbound.draft import Draft
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, Messenger, SendingFailed, SendingRefused
from bot.text.texts import DEFAULT_LOCALE, Texts

log = logging.getLogger(__name__)

REPEATED_AFTER = 10.0
"""Seconds in which a sentence is said once in a direct message: people write several messages in a row."""


def hint_for_candidate(outcome: Outcome, *, forwarded: bool = False, edited: bool = False) -> str | None:
    """The key of the hint for a candidate whose message or edit was not taken in; None for any other outcome."""
    match outcome:
        case Outcome.NO_INTERVIEW if not edited:
            return "hint-start-with-mock"
        case Outcome.LOOKS_LIKE_COMMAND if not edited:
            return "hint-looks-like-command"
        case Outcome.OTHER_INTERVIEW if not edited:
            return "hint-other-interview"
        case Outcome.NO_ANSWER if not edited:
            return "hint-forwarded" if forwarded else "hint-nothing-to-store"
        case Outcome.EDIT_SHOWS_NOTHING:
            return "hint-edit-shows-nothing"
        case _:
            return None


def hint_for_coach(outcome: Outcome, *, edited: bool = False) -> str | None:
    """The key of the hint for a coach whose message or edit was not taken in; None for any other outcome."""
    match outcome:
        case Outcome.WITHHELD:
            return "hint-still-withheld" if edited else "hint-withheld"
        case Outcome.EDIT_WITHHELD:
            return "hint-edit-withheld"
        case Outcome.EDIT_SHOWS_NOTHING:
            return "hint-edit-shows-nothing"
        case Outcome.NO_ANSWER if not edited:
            return "hint-nothing-to-send"
        case Outcome.ANSWERS_UNKNOWN if not edited:
            return "hint-answers-unknown"
        case _:
            return None


class Hints:
    """Sends hints. They are not stored first, because nobody misses a hint that Discord does not take."""

    def __init__(self, *, texts: Texts) -> None:
        self._texts = texts
        self._said: dict[tuple[int, str], float] = {}

    async def explain(self, message: discord.Message, key: str | None) -> None:
        """`reply` with the sentence of this key; say nothing for None."""
        if key is not None:
            await self.reply(message, self._texts(key))

    async def reply(self, message: discord.Message, text: str) -> None:
        """Answer a message, unless the same was said a moment ago in these direct messages. Never raises."""
        now = time.monotonic()
        self._said = {key: at for key, at in self._said.items() if now - at < REPEATED_AFTER}
        if (message.channel.id, text) in self._said:
            return
        if message.guild is None:  # in servers each message that was not sent is answered
            self._said[message.channel.id, text] = now
        await self.show(message, Draft(content=text))

    async def show(self, message: discord.Message, draft: Draft) -> None:
        """Answer a message, whatever was said before. Never raises."""
        try:
            await message.reply(**rendered(draft), mention_author=False)
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError) as failure:
            log.warning("hint not sent", extra={"to": message.id, "reason": type(failure).__name__})

    async def explain_later(self, message: IncomingMessage, reason: Refusal | Outcome, messenger: Messenger) -> None:
        """Answer a message from the time when the bot was away, as it would have been answered then. Never raises.

        If Discord does not take the hint, the history is read on all the same.
        """
        if isinstance(reason, Refusal):
            said = sentence(reason, self._texts, locale=DEFAULT_LOCALE)
        else:
            key = hint_for_coach(reason)
            if key is None:
                return
            said = self._texts(key)
        try:
            draft = Draft(content=said, reply_to=message.id)
            await messenger.send(message.channel, draft, nonce=secrets.token_urlsafe(15))
        except (ChannelGone, DeliveryForbidden, SendingFailed, SendingRefused) as error:
            log.warning("hint not sent", extra={"to": message.id, "reason": str(error)})
