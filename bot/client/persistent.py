"""The base of all buttons and menus: they work after any restart and answer every press."""

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
"""No database stores a larger one."""
_LONGEST_CHOICE = 4
"""The most digits in a menu of numbers."""


class UnknownControl(Refusal):
    """This version has no button or menu with this id, or no such choice."""

    key = "error-unknown-control"


class PersistentButton(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"(?!)"):
    """Comes in by the door, and reports errors, because discord.py only logs those of a dynamic item."""

    entrance: ClassVar[Entrance]
    while_leaving: ClassVar[bool] = False
    """True if it works for those, too, who are being forgotten."""
    opens_form: ClassVar[bool] = False
    """True if the button may answer with a form."""
    kind: ClassVar[discord.ComponentType] = discord.ComponentType.button
    """What people use; a menu says so."""

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await let_in(
            interaction,
            self.entrance,
            lambda: self._press_if_known(interaction),
            opens_form=self.opens_form,
            while_leaving=self.while_leaving,
        )

    async def _press_if_known(self, interaction: BotInteraction) -> None:
        if self.item.type is not self.kind:  # in another version this id belonged to the other kind
            raise unknown_control(interaction)
        await self.press(interaction)

    async def press(self, interaction: BotInteraction) -> None:
        """Do what the button says. The use case decides whether the person may."""
        raise NotImplementedError


def unknown_control(interaction: BotInteraction) -> UnknownControl:
    """The refusal of a press, a choice or a form, logged without its id: whoever makes one up can write anything."""
    about = {"what": interaction.type.name, "why": UnknownControl.key, "user": interaction.user.id}
    log.warning("refused", extra=about)
    return UnknownControl()


def chosen(interaction: BotInteraction) -> tuple[str, ...]:
    """The options chosen in a menu, at least one. Raises UnknownControl if there is none."""
    match payload_of(interaction).get("values"):
        case [_, *_] as choices if all(isinstance(each, str) for each in choices):
            return tuple(choices)
        case _:
            raise unknown_control(interaction)


def numbers_chosen(interaction: BotInteraction) -> frozenset[int]:
    """The options chosen in a menu of numbers, none or several. Raises UnknownControl for any other choice."""
    values = payload_of(interaction).get("values")
    if not isinstance(values, list):
        raise unknown_control(interaction)
    return frozenset(_number(interaction, str(each)) for each in values)


def number_chosen(interaction: BotInteraction) -> int:
    """The option chosen in a menu of numbers. Raises UnknownControl for any other choice."""
    choice, *_ = chosen(interaction)
    return _number(interaction, choice)


def _number(interaction: BotInteraction, choice: str) -> int:
    if not (choice.isascii() and choice.isdecimal() and len(choice) <= _LONGEST_CHOICE):
        raise unknown_control(interaction)
    return int(choice)


def stored_number(digits: str, refusal: type[Refusal]) -> int:
    """The number in a `custom_id`. One that no database can store was made up: raises `refusal`."""
    number = int(digits)
    if number > LARGEST_ID:
        log.warning("refused", extra={"what": "press or submit", "why": refusal.key})
        raise refusal
    return number
