"""The base of all buttons and menus: works after any restart, and never leaves a press without an answer."""

from __future__ import annotations

import logging
import re
from typing import Any, ClassVar, Self

import discord

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance, let_in
from bot.client.interactions import payload_of
from bot.core.refusal import Refusal

log = logging.getLogger(__name__)

LARGEST_ID = 2**63 - 1
"""No database holds a larger one."""
_LONGEST_CHOICE = 4
"""Digits in a menu of numbers."""


class UnknownControl(Refusal):
    """Nothing of this version has this id or offers this choice."""

    key = "error-unknown-control"


class PersistentButton(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"(?!)"):
    """Base of all: comes in by the door, and reports errors, because discord.py only logs those of a dynamic item."""

    entrance: ClassVar[Entrance]
    opens_form: ClassVar[bool] = False
    """It may answer with a form."""

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await let_in(interaction, self.entrance, lambda: self.press(interaction), opens_form=self.opens_form)

    async def press(self, interaction: BotInteraction) -> None:
        """Do what the button says. Whether the person may is decided by the use case."""
        raise NotImplementedError


def chosen(interaction: BotInteraction) -> str:
    """The option that was chosen in a menu."""
    return str(payload_of(interaction)["values"][0])


def number_chosen(interaction: BotInteraction) -> int:
    """The option that was chosen in a menu of numbers."""
    choice = chosen(interaction)
    if not (choice.isascii() and choice.isdecimal() and len(choice) <= _LONGEST_CHOICE):
        log.warning("refused", extra={"what": "choose", "why": UnknownControl.key, "user": interaction.user.id})
        raise UnknownControl
    return int(choice)


def stored_number(digits: str, refusal: type[Refusal]) -> int:
    """A number out of an id. One that no database holds was made up, and is refused."""
    number = int(digits)
    if number > LARGEST_ID:
        log.warning("refused", extra={"what": "press or submit", "why": refusal.key})
        raise refusal
    return number
