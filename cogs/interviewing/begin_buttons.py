"""The buttons and menus that begin an interview: their ids carry the options of a `/mock`."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.banks.format.listing import Listing
from bot.banks.usecases.shelf import BankShelf
from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.interactions import server_of
from bot.client.persistent import PersistentButton, chosen
from bot.core.content import UserId
from bot.interviewing.domain.plan import Plan
from bot.interviewing.views.overview import AGAIN
from bot.interviewing.views.plan_code import has_several_banks, plan_of, plan_template
from cogs.interviewing.starting import ONCE_MORE, PARK, REPLACE, begin, planned, try_once_more
from cogs.interviewing.welcome import PICK


class PlanButton(PersistentButton, template=r"(?!)"):
    """Base of the buttons and menus that begin an interview."""

    entrance = Entrance.CANDIDATE

    async def plan(self, interaction: BotInteraction) -> Plan:
        """The plan that the button carries. Raises BanksGone."""
        offered: Sequence[Listing] = ()
        if has_several_banks(self.match):
            shelf = interaction.client.services[BankShelf]
            offered = await shelf.offered(UserId(interaction.user.id), server_of(interaction))
        return plan_of(self.match, offered=[each.slug for each in offered])


class AgainButton(PlanButton, template=plan_template(AGAIN)):
    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, planned(await self.plan(interaction)))


class ReplaceButton(PlanButton, template=plan_template(REPLACE)):
    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, planned(await self.plan(interaction)), instead_of_live=True)


class OnceMoreButton(PlanButton, template=plan_template(ONCE_MORE)):
    async def press(self, interaction: BotInteraction) -> None:
        await try_once_more(interaction, planned(await self.plan(interaction)))


class ParkButton(PlanButton, template=plan_template(PARK)):
    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, planned(await self.plan(interaction)), before_live=True)


class BankMenu(PlanButton, template=plan_template(PICK)):
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        await begin(interaction, planned(plan_of(self.match, banks=chosen(interaction))))


BEGIN_BUTTONS: Sequence[type[PersistentButton]] = (AgainButton, ReplaceButton, OnceMoreButton, ParkButton, BankMenu)
