"""Answers what somebody types into an option of a command with suggestions."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands

from bot.client.attempts import LOST
from bot.client.definitions import options_of
from bot.client.interactions import Interaction

log = logging.getLogger(__name__)


async def suggest(interaction: Interaction) -> None:
    """Show suggestions; none for an option that this version does not know: the command itself says why. Never raises.

    discord.py would log each of these failures with a traceback, although a person only types on.
    """
    command = interaction.command
    focused = next((each["name"] for each in options_of(interaction) if each.get("focused")), None)
    try:
        if isinstance(command, app_commands.Command) and focused in _suggesting(command):
            await command._invoke_autocomplete(interaction, focused, interaction.namespace)  # noqa: SLF001 - nothing public does this
        else:
            await interaction.response.autocomplete([])
    except (discord.HTTPException, *LOST) as error:
        log.info("suggestions not shown", extra={"interaction": interaction.id, "reason": type(error).__name__})
    except Exception:
        log.exception("suggestions not shown", extra={"interaction": interaction.id})


def _suggesting(command: app_commands.Command[Any, ..., Any]) -> set[str]:
    """The options for which the command has suggestions."""
    return {each.display_name for each in command.parameters if each.autocomplete}
