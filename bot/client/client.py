"""The Discord client: connects, has errors reported, and tells the door of new connections."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from functools import partial
from random import SystemRandom
from typing import Any, TypeAlias

import discord
from aiolimiter import AsyncLimiter
from discord import app_commands
from discord.ext import commands

from bot.client.connecting import GatewayConnection
from bot.client.definitions import command_changed, require_same_definition
from bot.client.entrance import OPENS_FORM, WHILE_LEAVING, Gatekeeper, entrance_of, let_in, timed
from bot.client.gateway.held_back import PASSED_ON, SAID_AGAIN, HeldBack
from bot.client.interactions import make_storable
from bot.client.registry import Registry
from bot.client.requests import let_go_when_cancelled, use_plain_json
from bot.client.suggestions import suggest
from bot.core.observing import Observer, Unobserved
from bot.core.waits import Waits
from bot.health.tracing import observed_by

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, dm_messages=True, guild_messages=True)
"""None is privileged: without one, Discord shows what people write to the bot or in a message that mentions it."""

LONGEST_WAIT = 30.0
"""Seconds that a request waits for its rate limit; the shortest that discord.py allows. A longer wait is up to the
outbox: there it delays nobody else and outlives a restart, and the coach whose feedback waits is told."""

InteractionErrors = Callable[["BotInteraction", Exception], Awaitable[None]]
MessageErrors = Callable[["MockInterviewBot", discord.Message, Exception], Awaitable[None]]
Extension = Callable[["MockInterviewBot"], Awaitable[None]]


class InterviewTree(app_commands.CommandTree["MockInterviewBot"]):
    """The slash commands and message menus. Each comes in by the door.

    Users get an answer to every error; discord.py would only log it.
    """

    async def _call(self, interaction: BotInteraction) -> None:
        # discord.py has no public hook around a command: `interaction_check` ends before the command begins.
        make_storable(interaction)
        call = super()._call  # a nested function has no `super()` of its own

        async def call_if_known() -> None:
            require_same_definition(interaction)
            await call(interaction)

        if interaction.type is discord.InteractionType.autocomplete:
            with timed(interaction):
                await suggest(interaction)
            return
        command = interaction.command
        opens_form = bool(command is not None and command.extras.get(OPENS_FORM))
        while_leaving = bool(command is not None and command.extras.get(WHILE_LEAVING))
        await let_in(
            interaction, entrance_of(command), call_if_known, opens_form=opens_form, while_leaving=while_leaving
        )

    async def on_error(self, interaction: BotInteraction, error: app_commands.AppCommandError, /) -> None:
        await self.client.report_interaction_error(interaction, error)


class MockInterviewBot(commands.Bot):
    """discord.py's bot with the services that answer its events."""

    services: Registry
    door: Gatekeeper
    """The application sets both once, before the first connection: services need this client to send."""

    def __init__(
        self,
        *,
        extensions: Sequence[Extension],
        interaction_errors: InteractionErrors,
        message_errors: MessageErrors,
        waits: Waits,
        sessions: AsyncLimiter,
        reads_all: bool = False,
        observer: Observer | None = None,
    ) -> None:
        """`waits`: how long interactions wait for their answers and for earlier messages, and attempts to connect.

        `sessions`: limits how many sessions are begun, by this client and those before it.
        `reads_all`: True if the privileged intent for the content of all messages is switched on at Discord.
        `observer`: sees requests, interactions and the connection.
        """
        # Nobody speaks to the bot live, so discord.py need not warn about missing voice libraries.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = copy(INTENTS)
        intents.message_content = reads_all
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            tree_cls=InterviewTree,
            allowed_mentions=discord.AllowedMentions.none(),
            # Answers are personal: they are encrypted at rest, so discord.py must not keep them in memory.
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
            http_trace=observed_by(observer or Unobserved(), api_base=discord.http.Route.BASE),
        )
        self.observer = observer or Unobserved()
        use_plain_json()
        let_go_when_cancelled(self.http)
        self._ways_in = extensions
        self._interaction_errors = interaction_errors
        self._message_errors = message_errors
        self.reads_all = reads_all
        self.waits = waits
        self._sessions = sessions
        self.connected = False
        """True while the gateway connection stands."""
        self._held_back: HeldBack | None = None
        self._was_greeted = False

    def stand_by(self) -> None:
        """Handle nothing until `begin_answering`. To be called before the login."""
        self._held_back = HeldBack(self.waits.held_back)
        # Interactions take a way of their own to commands and buttons, past `dispatch`.
        parsers = self._connection.parsers
        parsers["INTERACTION_CREATE"] = partial(self._handle_or_keep, parsers["INTERACTION_CREATE"])

    async def begin_answering(self) -> None:
        """Handle what was held back, and from now on everything at once. Without effect unless it stood by."""
        held_back, self._held_back = self._held_back, None
        if held_back is None:
            return
        if self._was_greeted:
            self.dispatch("connect")
            for guild in self.guilds:
                if not guild.unavailable:
                    self.dispatch("guild_available", guild)
        for event in held_back.let_go():
            event()
        await self._register_commands()

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Have an event handled, unless the bot stands by."""
        if event_name == "connect":
            self._was_greeted = True
            self._note_connection(stands=True)
            if self._held_back is not None:
                log.info("ready to take over")
        handle = partial(super().dispatch, event_name, *args, **kwargs)
        if self._held_back is None or event_name in PASSED_ON:
            handle()
        elif event_name not in SAID_AGAIN:
            self._held_back.add(handle)

    def _handle_or_keep(self, handle: Callable[[Any], None], data: Any) -> None:
        if self._held_back is None:
            handle(data)
        else:
            self._held_back.add(partial(handle, data))

    async def setup_hook(self) -> None:
        """Runs after login and before the gateway connection."""
        for extension in self._ways_in:
            await extension(self)
        if self._held_back is None:  # else the one that answers may be of another version, with other commands
            await self._register_commands()

    async def _register_commands(self) -> None:
        try:
            await self.tree.sync()
        except discord.RateLimited as error:
            # Discord still knows the commands of the last start; everything else works meanwhile.
            log.warning("commands not registered: rate limited", extra={"retry_after": error.retry_after})

    async def connect(self, *, reconnect: bool = True) -> None:  # noqa: ARG002 - discord.py's
        """Connect, and stay connected until the client is closed. Raises as `GatewayConnection.keep`."""
        await GatewayConnection(self, waits=self.waits, sessions=self._sessions, chance=SystemRandom()).keep()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002 - discord.py's
        """Runs before each new session; Discord does not replay what happened since the last one."""
        self.door.connection_is_new()
        if not initial:
            await asyncio.sleep(self.waits.next_session)

    async def on_connect(self) -> None:
        """Runs at the beginning of each new session, not after a resumed one; if the bot stood by, as it answers."""
        log.info("connected", extra={"bot": str(self.user)})
        self.door.begin()

    async def on_resumed(self) -> None:
        self._note_connection(stands=True)
        log.info("connected again; nothing was missed")

    async def on_disconnect(self) -> None:
        self._note_connection(stands=False)

    async def close(self) -> None:
        await super().close()
        self._note_connection(stands=False)

    def _note_connection(self, *, stands: bool) -> None:
        self.connected = stands
        self.observer.connection_changed(stands=stands)

    async def on_message(self, message: discord.Message, /) -> None:
        """Switch off prefix commands; the cogs listen for messages themselves."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - discord.py's
        """Report the error of a listener. Runs inside the `except` block that caught it."""
        error = _error_in_hand()
        message = args[0] if args else None
        if isinstance(message, discord.RawMessageUpdateEvent):
            message = message.message
        if isinstance(message, discord.Message):
            await self._message_errors(self, message, error)
        else:
            log.error("listener failed", extra={"listener": event_method}, exc_info=error)

    async def report_interaction_error(self, interaction: BotInteraction, error: Exception) -> None:
        """Answer the person who pressed, chose or typed. Never raises."""
        match error:
            case app_commands.CommandInvokeError():
                cause = error.original
            case app_commands.AppCommandError():
                # No command of ours has checks, so what Discord sent does not fit the definition.
                cause = command_changed(interaction, type(error).__name__)
            case _:
                cause = error
        await self._interaction_errors(interaction, cause)


def _error_in_hand() -> Exception:
    error = sys.exception()
    return error if isinstance(error, Exception) else RuntimeError("no error in hand")


BotInteraction: TypeAlias = discord.Interaction[MockInterviewBot]
