"""Short answers to messages that were not taken in, without repetition."""

from __future__ import annotations

import logging
import time

import aiohttp
import discord

from bot.client.rendering import rendered
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.core.recent import Recent
from bot.core.refusal import Refusal
from bot.formatting.refusals import sentence
from bot.outbound.draft import Draft
from bot.outbound.messenger import (
    NOT_ANSWERED,
    Messenger,
    new_nonce,
)
from bot.text.texts import DEFAULT_LOCALE, Texts

log = logging.getLogger(__name__)

LOOKED_THROUGH = 100
"""How many messages after one that was not sent are looked through for the hint that says so."""
LAST_WITHHELD = 500
"""How many messages that Discord did not show are remembered, in case the same is sent in another one."""
REPEATED_AFTER = 10.0
"""Seconds in which a sentence is said once in a direct message: people write several messages in a row."""


NOT_SENT = (
    "hint-withheld",
    "hint-still-withheld",
    "hint-edit-withheld",
    "hint-answers-unknown",
    "hint-answers-reminder",
    "hint-answers-coaches",
    "hint-nothing-to-send",
)
"""The hints that a coach's message was not sent."""


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
        self._withheld: Recent[tuple[int, int | None], discord.Message] = Recent(LAST_WITHHELD)
        """The messages that Discord did not show, by their writers and what they reply to."""

    async def explain(self, message: discord.Message, key: str | None) -> None:
        """`reply` with the sentence of this key; say nothing for None."""
        if key is not None:
            await self.reply(message, self._texts(key))
        if key == "hint-withheld":
            self._withheld.put(_reply_of(message), message)

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

    async def withdraw_earlier(self, message: discord.Message, by: discord.ClientUser | None) -> None:
        """`withdraw` for an earlier reply of its writer to the same, which Discord did not show: this one is sent."""
        earlier = self._withheld.take(_reply_of(message))
        if earlier is not None:
            await self.withdraw(earlier, by)

    async def withdraw(self, message: discord.Message, by: discord.ClientUser | None) -> None:
        """Delete the hints of the bot (`by`) that this message was not sent, because it has been now. Never raises.

        Hints are not stored, so they are looked for in the history.
        """
        said = {_one_line(self._texts(key)) for key in NOT_SENT}
        try:
            async for each in message.channel.history(after=message, limit=LOOKED_THROUGH):
                is_about = each.reference is not None and each.reference.message_id == message.id
                if is_about and each.author == by and _one_line(each.content) in said:
                    await each.delete()
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError) as failure:
            log.warning("hint not withdrawn", extra={"to": message.id, "reason": type(failure).__name__})

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
            await messenger.send(message.channel, draft, nonce=new_nonce())
        except NOT_ANSWERED as error:
            log.warning("hint not sent", extra={"to": message.id, "reason": str(error)})


def _reply_of(message: discord.Message) -> tuple[int, int | None]:
    return message.author.id, None if message.reference is None else message.reference.message_id


def _one_line(text: str) -> str:
    """The text without the white space that Discord may trim."""
    return " ".join(text.split())
