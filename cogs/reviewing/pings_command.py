"""`/coach pings`: a coach says of which new answers they want to hear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.banks.format.listing import Listing, found
from bot.banks.usecases.shelf import BankShelf
from bot.client.client import BotInteraction
from bot.client.registry import Registry
from bot.client.replies import show
from bot.core.content import UserId
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES
from bot.formatting.labels import topic_label
from bot.interviewing.domain.errors import NoSuchTopic
from bot.reviewing.domain.team.interests import EVERYTHING, Interest, InterestKind
from bot.reviewing.usecases.team.interests import CoachInterests
from bot.reviewing.views.interests import interests_page
from cogs.servers.acting import acting_member


def add_pings(group: app_commands.Group, services: Registry) -> None:
    """Add the command to the group of coaches' commands."""
    texts = services.texts

    async def offered(interaction: discord.Interaction[Any]) -> Sequence[Listing]:
        server = acting_member(interaction).server
        return await services[BankShelf].offered(UserId(interaction.user.id), server)

    async def banks(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=each.title[:CHOICE_LABEL], value=each.slug)
            for each in found(await offered(interaction), current, limit=CHOICES)
        ]

    async def topics(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        wanted = _as_topic(current)
        known = sorted({topic for each in await offered(interaction) for topic in each.topics})
        return [app_commands.Choice(name=topic_label(each), value=each) for each in known if wanted in each][:CHOICES]

    @group.command(name="pings", description=texts("command-coach-pings"))
    @app_commands.describe(
        bank=texts("command-coach-pings-bank"),
        topic=texts("command-coach-pings-topic"),
        everything=texts("command-coach-pings-everything"),
        stop=texts("command-coach-pings-stop"),
    )
    @app_commands.autocomplete(bank=banks, topic=topics)
    async def pings(
        interaction: BotInteraction,
        bank: str | None = None,
        topic: str | None = None,
        everything: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        stop: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        member = acting_member(interaction)
        service = services[CoachInterests]
        present = await service.interests(member)  # refuses whoever may not, before any other refusal
        listings = await offered(interaction)
        named: list[Interest] = [EVERYTHING] if everything else []
        if bank is not None:
            named.append(Interest(kind=InterestKind.BANK, value=await _slug(interaction, bank, ending=stop)))
        if topic is not None:
            named.append(Interest(kind=InterestKind.TOPIC, value=_known_topic(topic, listings, ending=stop)))
        if stop:
            present = await service.remove(member, named)
        elif named:
            present = await service.add(member, named)
        titles = {each.slug: each.title for each in listings}
        await show(interaction, interests_page(present, titles, texts, locale=interaction.locale.value))


async def _slug(interaction: BotInteraction, bank: str, *, ending: bool) -> str:
    """The slug of a bank. What is only ended need not exist any more. Raises NoSuchBank."""
    if ending:
        return bank.strip().lower()
    member = acting_member(interaction)
    return (await interaction.client.services[BankShelf].named(bank, member.user, member.server)).slug


def _known_topic(topic: str, listings: Sequence[Listing], *, ending: bool) -> str:
    """The topic as banks write it. Raises NoSuchTopic if no bank has it."""
    wanted = _as_topic(topic)
    if not ending and all(wanted not in each.topics for each in listings):
        raise NoSuchTopic
    return wanted


def _as_topic(typed: str) -> str:
    return "-".join(typed.lower().split())
