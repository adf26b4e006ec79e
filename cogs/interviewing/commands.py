"""The commands that move through an interview. Each has a button that does the same."""

from __future__ import annotations

from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.interactions import id_of
from bot.client.registry import Registry
from bot.interviewing.domain.events import (
    BackPressed,
    Control,
    EndPressed,
    ExamplesPressed,
    FollowUpPressed,
    HintPressed,
    JumpPressed,
    NextPressed,
    SkipPressed,
)
from bot.interviewing.domain.selection import LONGEST_INTERVIEW
from bot.text.texts import Texts
from cogs.interviewing.controls import control
from cogs.interviewing.standing import show_status

AnyCommand = app_commands.Command[Any, ..., None]


class ControlsCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._texts = services.texts

    async def cog_load(self) -> None:
        for command in (*_simple(self._texts), _jump(self._texts), _status(self._texts)):
            # An interview lives in direct messages; elsewhere these commands would only be in the way.
            command.allowed_contexts = app_commands.AppCommandContext(guild=False, dm_channel=True)
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
            self._bot.tree.add_command(command)


def _simple(texts: Texts) -> list[AnyCommand]:
    """The commands without options."""

    def one(name: str) -> AnyCommand:
        @app_commands.command(name=name, description=texts(f"command-{name}"))
        async def command(interaction: BotInteraction) -> None:
            await control(interaction, _event(name, interaction))

        return command

    return [one(name) for name in ("next", "skip", "back", "follow-up", "hint", "example", "end")]


def _event(name: str, interaction: BotInteraction) -> Control:
    at = interaction.client.services.clock()
    match name:
        case "next":
            return NextPressed(at=at, interaction=id_of(interaction))
        case "skip":
            return SkipPressed(at=at, interaction=id_of(interaction))
        case "back":
            return BackPressed(at=at)
        case "follow-up":
            return FollowUpPressed(at=at)
        case "hint":
            return HintPressed()
        case "example":
            return ExamplesPressed()
        case "end":
            return EndPressed(at=at, interaction=id_of(interaction))
        case _:
            raise ValueError(name)


def _jump(texts: Texts) -> AnyCommand:
    @app_commands.command(name="jump", description=texts("command-jump"))
    @app_commands.describe(number=texts("command-jump-number"))
    async def jump(interaction: BotInteraction, number: app_commands.Range[int, 1, LONGEST_INTERVIEW]) -> None:
        await control(interaction, JumpPressed(at=interaction.client.services.clock(), to=number))

    return jump


def _status(texts: Texts) -> AnyCommand:
    @app_commands.command(name="status", description=texts("command-status"))
    async def status(interaction: BotInteraction) -> None:
        await show_status(interaction)

    return status
