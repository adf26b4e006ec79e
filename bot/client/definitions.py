"""Compares what a client sent with the commands of this version: clients keep those of another one for a while."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.client.interactions import Interaction, payload_of
from bot.core.refusal import Refusal

log = logging.getLogger(__name__)

_NESTED = {discord.AppCommandOptionType.subcommand.value, discord.AppCommandOptionType.subcommand_group.value}

Options = Sequence[Mapping[str, Any]]


class CommandChanged(Refusal):
    """The client's definition of the command is another one than ours."""

    key = "error-command-changed"


def require_same_definition(interaction: Interaction) -> None:
    """Check the options of a command, because discord.py ignores unknown ones and hands over those of another type.

    Raises:
        CommandChanged: the command, an option or a choice is not of this version.
    """
    command = interaction.command
    if command is None:
        raise command_changed(interaction, "unknown command")
    if isinstance(command, app_commands.ContextMenu):
        return
    known = {each.display_name: each for each in command.parameters}
    for option in options_of(interaction):
        parameter = known.get(option["name"])
        if parameter is None:
            raise command_changed(interaction, "unknown option")
        if parameter.type.value != option["type"]:
            raise command_changed(interaction, "type of an option")
        if parameter.choices and option["value"] not in {each.value for each in parameter.choices}:
            raise command_changed(interaction, "unknown choice")
        if not _within(option["value"], parameter):
            raise command_changed(interaction, "range of an option")


def command_changed(interaction: Interaction, difference: str) -> CommandChanged:
    """The refusal of a command, logged."""
    about = {"what": "command", "why": CommandChanged.key, "user": interaction.user.id, "difference": difference}
    log.warning("refused", extra=about)
    return CommandChanged()


def options_of(interaction: Interaction) -> Options:
    """The options that were filled in, below the names of subcommands."""
    options: Options = payload_of(interaction).get("options", ())
    while options and options[0]["type"] in _NESTED:
        options = options[0].get("options", ())
    return options


def _within(value: object, parameter: app_commands.Parameter) -> bool:
    """False for a number out of range. The limits of a text, which discord.py keeps in the same place, are lengths."""
    if not isinstance(value, int | float):
        return True
    least, most = parameter.min_value, parameter.max_value
    return (least is None or least <= value) and (most is None or value <= most)
