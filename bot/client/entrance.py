"""Lets interactions in by the door, and acknowledges slow ones in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from enum import Enum, auto
from time import perf_counter
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.client.attempts import AnswerLost, retried
from bot.client.interactions import Interaction, conversation_of, one_answer_at_a_time
from bot.core.content import ChannelId, ServerId, UserId

OPENS_FORM = "opens-form"
"""The key among a command's `extras` that marks it as answering with a form."""
WHILE_LEAVING = "while-leaving"
"""The key among a command's `extras` that lets in those, too, who are being forgotten."""


_READY = "ready"
"""The key of a future among an interaction's `extras`: done when earlier messages are stored and presence is noted."""


_KINDS = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.component: "press",
    discord.InteractionType.modal_submit: "form",
    discord.InteractionType.autocomplete: "suggestion",
}


class Entrance(Enum):
    """Whose door an interaction takes, and so whose earlier messages come first."""

    CANDIDATE = auto()
    INTERVIEW = auto()
    """A candidate's, for what notes with what it stores that they are there: this saves a transaction."""
    COACHES = auto()
    """Also for admins: everything done in a server and for it."""


class Gatekeeper(Protocol):
    """The door, as far as the client uses it."""

    def counted(self) -> AbstractContextManager[None]: ...
    def admit(self, person: UserId) -> None: ...
    async def candidate_ready(self, candidate: UserId, *, channel: ChannelId | None) -> None: ...
    async def candidate_read(self, candidate: UserId) -> bool: ...
    def noted(self, candidate: UserId, *, channel: ChannelId | None) -> AbstractAsyncContextManager[None]: ...
    async def coaches_ready(self, server: ServerId) -> bool: ...
    def connection_is_new(self) -> None: ...
    def begin(self) -> None: ...


def entrance_of(command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None) -> Entrance:
    """Commands that exist only in servers are for coaches and admins, those for direct messages only for interviews."""
    root = command.root_parent or command if isinstance(command, app_commands.Command) else command
    contexts = None if root is None else root.allowed_contexts
    if contexts is None or contexts.dm_channel:
        return Entrance.INTERVIEW if contexts is not None and not contexts.guild else Entrance.CANDIDATE
    return Entrance.COACHES


async def let_in(
    interaction: Interaction,
    entrance: Entrance,
    act: Callable[[], Awaitable[None]],
    *,
    opens_form: bool = False,
    while_leaving: bool = False,
) -> None:
    """Do what a press, a command or a form asks for, and report every error of it. Never raises.

    Whoever is being forgotten reads that nothing is taken from them, unless it is for them: `while_leaving`.

    Discord allows three seconds, then the person reads "This interaction failed", so anything that takes longer is
    acknowledged meanwhile. A form can only be the first answer: whatever opens one waits for earlier messages no longer
    than that allows, and the filled-in form comes in by the door once more. Where it opens none after all, it waits on;
    a form that comes too late is refused.
    https://docs.discord.com/developers/interactions/receiving-and-responding
    """
    with interaction.client.door.counted(), timed(interaction):
        ready = asyncio.ensure_future(_ready(interaction, entrance))
        interaction.extras[_READY] = ready
        try:
            async with _acknowledged_in_time(interaction), _noted(interaction, entrance):
                if not while_leaving:
                    _admit(interaction)
                if opens_form:
                    await _at_most(ready, interaction.client.waits.before_form)
                else:
                    await ready
                if not while_leaving:
                    _admit(interaction)  # they may have asked for it meanwhile
                await act()
            await ready
        except Exception as error:  # noqa: BLE001 - the one door where errors of interactions are reported
            await interaction.client.report_interaction_error(interaction, error)
        with suppress(Exception):  # reported above, or less important than what was
            await ready


@contextmanager
def timed(interaction: Interaction) -> Iterator[None]:
    """Tell the observer how long the block took, by what was done."""
    began = perf_counter()
    try:
        yield
    finally:
        kind = _KINDS.get(interaction.type, "other")
        interaction.client.observer.interaction_handled(kind=kind, seconds=perf_counter() - began)


def _admit(interaction: Interaction) -> None:
    """Raises BeingForgotten."""
    door: Gatekeeper = interaction.client.door
    door.admit(UserId(interaction.user.id))


async def earlier_messages_stored(interaction: Interaction) -> None:
    """Wait until they are, however long: for whatever may open a form, where it opens none."""
    ready: asyncio.Future[None] = interaction.extras[_READY]
    await ready


async def _ready(interaction: Interaction, entrance: Entrance) -> None:
    door = interaction.client.door
    if entrance is Entrance.COACHES and interaction.guild_id is not None:
        await door.coaches_ready(ServerId(interaction.guild_id))
    elif entrance is Entrance.INTERVIEW:
        await door.candidate_read(UserId(interaction.user.id))
    else:
        await door.candidate_ready(UserId(interaction.user.id), channel=conversation_of(interaction))


def _noted(interaction: Interaction, entrance: Entrance) -> AbstractAsyncContextManager[None]:
    if entrance is not Entrance.INTERVIEW:
        return nullcontext()  # `_ready` notes it
    door: Gatekeeper = interaction.client.door
    return door.noted(UserId(interaction.user.id), channel=conversation_of(interaction))


async def _at_most(work: asyncio.Future[None], seconds: float) -> None:
    await asyncio.wait({work}, timeout=seconds)
    if work.done():
        work.result()


@asynccontextmanager
async def _acknowledged_in_time(interaction: Interaction) -> AsyncIterator[None]:
    done = asyncio.Event()
    watching = asyncio.create_task(_acknowledge_late(interaction, done), name="acknowledgement")
    try:
        yield
    finally:
        done.set()
        await watching  # not cancelled: the outcome of an acknowledgement on its way must be known


async def _acknowledge_late(interaction: Interaction, done: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(interaction.client.waits.acknowledgement):
            await done.wait()
        return
    async with one_answer_at_a_time(interaction):  # an answer on its way may be lost
        if not interaction.response.is_done():
            # A form that a command opened stands on no message: only a new one can say that it takes a while.
            thinking = interaction.type is discord.InteractionType.modal_submit and interaction.message is None
            with suppress(discord.HTTPException, AnswerLost):
                await retried(lambda: interaction.response.defer(ephemeral=True, thinking=thinking))
