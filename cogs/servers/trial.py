"""Tries out everything that reviews need in their channel, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from io import BytesIO
from typing import Final, TypeVar

import discord

from bot.client.attempts import FAILURES
from bot.client.client import MockInterviewBot
from bot.core.content import ChannelId, ServerId
from bot.core.pausing import pause
from bot.formatting.links import link_to_channel

TRYING = 4.0
"""Seconds for all requests."""
HEARING = 2.0
"""Seconds for the message to come back, after all requests."""
LOOKING_BACK = 2.0
"""Seconds for finding what earlier trials left behind."""
CLEANING = 2.5
"""Seconds for deleting everything again."""
LOOKED_AT = 50
"""How many of the newest messages are looked at for that."""
ABANDONED_AFTER = timedelta(minutes=1)
"""Nobody tries anything out with a message of that age: whoever posted it was killed, or could not delete it."""
DELETE_ATTEMPTS = 3
"""Attempts to delete a message or thread: discord.py does not try again after a lost connection."""
TRIAL_ARCHIVED_AFTER: Final = 60
"""Minutes; if the thread cannot be deleted, it is soon out of sight."""

Result = TypeVar("Result")


class TrialStep(Enum):
    POST = auto()
    READ_BACK = auto()
    OPEN_THREAD = auto()
    WRITE_IN_THREAD = auto()
    HEAR = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The outcome of a trial. Steps that the bot is not permitted to do were not tried."""

    outcomes: Mapping[TrialStep, str | None]
    """None for each tried step that worked, else its failure in the words of `failure_reason`."""
    left_behind: tuple[str, ...] = ()
    """Links to what could not be deleted."""


def failure_reason(error: Exception) -> str:
    """Why a request failed, in a few characters."""
    match error:
        case discord.HTTPException():
            return f"HTTP {error.status}, code {error.code}"
        case TimeoutError():
            return "timeout"
        case _:
            return type(error).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialWords:
    """The texts that are in the channel for a moment."""

    message: str
    thread: str


async def try_out(
    bot: MockInterviewBot, channel: discord.TextChannel, *, words: TrialWords, may: discord.Permissions
) -> Trial:
    """Post, read and hear a message, and use a thread under it, as far as `may` allows. Nobody is notified.

    Also deletes what earlier trials had to leave behind. Never raises, and takes no longer than about
    `TRYING + HEARING + LOOKING_BACK + CLEANING` seconds.
    """
    attempt = _Attempt(bot, channel, words, may)
    bot.add_listener(attempt.hear, "on_message")
    try:
        await attempt.run()
    finally:
        left_behind = await attempt.clean()
        bot.remove_listener(attempt.hear, "on_message")
    return Trial(outcomes=attempt.outcomes, left_behind=left_behind)


class _Attempt:
    def __init__(
        self, bot: MockInterviewBot, channel: discord.TextChannel, words: TrialWords, may: discord.Permissions
    ) -> None:
        self._bot = bot
        self._channel = channel
        self._words = words
        self._may = may
        self._nonce = secrets.token_hex(12)
        self._message: discord.Message | None = None
        self._heard = asyncio.Event()
        self._until = asyncio.get_running_loop().time() + TRYING
        self._unclear: set[TrialStep] = set()
        """Steps that may have had an effect although no answer came."""
        self.outcomes: dict[TrialStep, str | None] = {}

    async def hear(self, message: discord.Message) -> None:
        """Notice the trial's own message: Discord sends the nonce back to whoever wrote it."""
        if message.channel.id == self._channel.id and str(message.nonce) == self._nonce:
            self._message = self._message or message
            self._heard.set()

    async def run(self) -> None:
        may = self._may
        if not may.send_messages:
            return
        message = await self._tried(TrialStep.POST, self._post())
        if message is None:
            return
        self._message = message
        if may.read_message_history:
            await self._tried(TrialStep.READ_BACK, self._channel.fetch_message(message.id))
        # Only somebody who may manage threads can delete one again.
        if may.create_public_threads and may.manage_threads:
            thread = await self._tried(
                TrialStep.OPEN_THREAD,
                message.create_thread(name=self._words.thread, auto_archive_duration=TRIAL_ARCHIVED_AFTER),
            )
            if thread is not None and may.send_messages_in_threads:
                await self._tried(TrialStep.WRITE_IN_THREAD, self._write(thread))
        self._until = asyncio.get_running_loop().time() + HEARING
        await self._tried(TrialStep.HEAR, self._heard.wait())

    async def clean(self) -> tuple[str, ...]:
        """Delete whatever was made, even if Discord's answer to making it was lost. Returns links to what is left."""
        if self._message is None and TrialStep.POST in self._unclear:
            await pause(HEARING, until=self._heard)
        made = [] if self._message is None else self._made(self._message, thread=TrialStep.OPEN_THREAD in self.outcomes)
        for each in await self._forgotten():
            made += self._made(each, thread=each.flags.has_thread)
        gone = await asyncio.gather(*(_gone(delete) for _, delete in made))
        return tuple(link for (link, _), is_gone in zip(made, gone, strict=True) if not is_gone)

    def _made(self, message: discord.Message, *, thread: bool) -> list[tuple[str, Callable[[], Awaitable[object]]]]:
        """The message of a trial and perhaps its thread: links, and how to delete what is there."""
        made: list[tuple[str, Callable[[], Awaitable[object]]]] = [(message.jump_url, message.delete)]
        if thread:
            # The thread of a message has the id of the message.
            link = link_to_channel(ChannelId(message.id), server=ServerId(self._channel.guild.id))
            made.append((link, lambda: self._bot.http.delete_channel(message.id)))
        return made

    async def _forgotten(self) -> list[discord.Message]:
        """Messages of trials that nobody deletes any more, and this one's if Discord told nothing of it."""
        found: list[discord.Message] = []
        if self._may.read_message_history:
            with suppress(*FAILURES):
                async with asyncio.timeout(LOOKING_BACK):
                    found = [each async for each in self._channel.history(limit=LOOKED_AT) if self._is_forgotten(each)]
        return found

    def _is_forgotten(self, message: discord.Message) -> bool:
        texts = {message.content, *(each.description for each in message.embeds)}
        if message.author != self._bot.user or self._words.message not in texts:
            return False
        if self._message is None and TrialStep.POST in self._unclear and str(message.nonce) in {"None", self._nonce}:
            return True
        return self._bot.services.clock() - message.created_at > ABANDONED_AFTER

    async def _post(self) -> discord.Message:
        if self._may.embed_links:
            embed = discord.Embed(description=self._words.message)
            return await self._channel.send(embed=embed, nonce=self._nonce, silent=True)
        return await self._channel.send(self._words.message, nonce=self._nonce, silent=True)

    async def _write(self, thread: discord.Thread) -> discord.Message:
        files = [discord.File(BytesIO(b"?"), filename="trial.txt")] if self._may.attach_files else []
        return await thread.send(self._words.message, files=files, silent=True)

    async def _tried(self, step: TrialStep, work: Awaitable[Result]) -> Result | None:
        self.outcomes[step] = "unfinished"
        self._unclear.add(step)
        try:
            async with asyncio.timeout_at(self._until):
                result = await work
        except FAILURES as error:
            self.outcomes[step] = failure_reason(error)
            if isinstance(error, discord.HTTPException) and error.status < 500:
                self._unclear.remove(step)
            return None
        self.outcomes[step] = None
        return result


async def _gone(delete: Callable[[], Awaitable[object]]) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(CLEANING):
            for _ in range(DELETE_ATTEMPTS):
                try:
                    await delete()
                except discord.NotFound:
                    return True
                except FAILURES as error:
                    if isinstance(error, discord.HTTPException) and error.status < 500:
                        return False
                else:
                    return True
    return False
