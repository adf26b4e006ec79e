"""The commands of coaches, and the menu that sends a message as feedback."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import OPENS_FORM
from bot.client.hints import Hints
from bot.client.incoming import incoming
from bot.client.registry import Registry
from bot.client.replies import say
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.comments.service import CommentService
from bot.reviewing.usecases.snippets import Snippets
from bot.text.texts import Texts
from cogs.reviewing import coach_presses, tool_presses
from cogs.reviewing.pings_command import add_pings
from cogs.servers.acting import acting_member

MOST_NOTES = 2**53 - 1
"""The largest number that Discord takes as an option of a command."""


class CoachCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._services = services

    async def cog_load(self) -> None:
        texts = self._services.texts
        menu = app_commands.ContextMenu(name=texts("menu-send-as-feedback"), callback=self._send_as_feedback)
        coach = _coach(texts)
        add_pings(coach, self._services)
        for command in (_queue(texts), coach, self._snippet(texts), _note(texts), menu):
            command.allowed_contexts = app_commands.AppCommandContext(guild=True)
            command.allowed_installs = app_commands.AppInstallationType(guild=True)
            self._bot.tree.add_command(command)

    async def _send_as_feedback(self, interaction: BotInteraction, message: discord.Message) -> None:
        services = self._services
        locale = interaction.locale.value
        member = acting_member(interaction)
        # With a menu Discord hands over the whole message, whatever it withholds elsewhere.
        outcome = await services[CommentService].send_as_feedback(incoming(message, self._bot), member)
        key = {
            Outcome.RECORDED: "coach-message-sent",
            Outcome.HELD: "coach-message-held",
            Outcome.DUPLICATE: "coach-feedback-sent-before",
        }.get(outcome, "hint-nothing-to-send")
        await say(interaction, services.texts(key, locale=locale))
        if outcome in {Outcome.RECORDED, Outcome.HELD}:
            await services[Hints].withdraw(message, self._bot.user)

    def _snippet(self, texts: Texts) -> app_commands.Group:
        group = app_commands.Group(name="snippet", description=texts("command-snippet"))

        @group.command(name="use", description=texts("command-snippet-use"), extras={OPENS_FORM: True})
        @app_commands.describe(name=texts("command-snippet-name"))
        @app_commands.autocomplete(name=self._snippet_names)
        async def use(interaction: BotInteraction, name: str) -> None:
            review = await tool_presses.review_here(interaction)
            snippet = await self._services[Snippets].snippet(acting_member(interaction), name)
            await coach_presses.offer_answer_with_snippet(interaction, review.id, snippet)

        @group.command(name="new", description=texts("command-snippet-new"), extras={OPENS_FORM: True})
        async def new(interaction: BotInteraction) -> None:
            await tool_presses.offer_snippet_form(interaction, None)

        @group.command(name="edit", description=texts("command-snippet-edit"), extras={OPENS_FORM: True})
        @app_commands.describe(name=texts("command-snippet-name"))
        @app_commands.autocomplete(name=self._snippet_names)
        async def edit(interaction: BotInteraction, name: str) -> None:
            await tool_presses.offer_snippet_form(interaction, name)

        @group.command(name="delete", description=texts("command-snippet-delete"))
        @app_commands.describe(name=texts("command-snippet-name"))
        @app_commands.autocomplete(name=self._snippet_names)
        async def delete(interaction: BotInteraction, name: str) -> None:
            await tool_presses.delete_snippet(interaction, name)

        @group.command(name="list", description=texts("command-snippet-list"))
        async def show_all(interaction: BotInteraction) -> None:
            await tool_presses.show_snippets(interaction)

        return group

    async def _snippet_names(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        try:
            snippets = await self._services[Snippets].snippets(acting_member(interaction))
        except Refusal:
            return []  # the command itself says why
        wanted = current.strip().lower()
        names = [each.name for each in snippets if wanted in each.name.lower()]
        return [app_commands.Choice(name=name[:CHOICE_LABEL], value=name[:CHOICE_LABEL]) for name in names][:CHOICES]


def _queue(texts: Texts) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name="queue", description=texts("command-queue"))
    @app_commands.describe(show=texts("command-queue-show"))
    @app_commands.choices(
        show=[app_commands.Choice(name=texts(f"choice-queue-{each}"), value=each.value) for each in Filter]
    )
    async def queue(interaction: BotInteraction, show: str = Filter.OPEN) -> None:
        await tool_presses.show_queue(interaction, Filter(show))

    return queue


def _coach(texts: Texts) -> app_commands.Group:
    group = app_commands.Group(name="coach", description=texts("command-coach"))

    @group.command(name="profile", description=texts("command-coach-profile"), extras={OPENS_FORM: True})
    async def profile(interaction: BotInteraction) -> None:
        await tool_presses.offer_profile(interaction)

    @group.command(name="stats", description=texts("command-coach-stats"))
    async def stats(interaction: BotInteraction) -> None:
        await tool_presses.show_stats(interaction)

    return group


def _note(texts: Texts) -> app_commands.Group:
    group = app_commands.Group(name="note", description=texts("command-note"))

    @group.command(name="add", description=texts("command-note-add"), extras={OPENS_FORM: True})
    async def add(interaction: BotInteraction) -> None:
        await tool_presses.offer_note(interaction)

    @group.command(name="list", description=texts("command-note-list"))
    async def show_all(interaction: BotInteraction) -> None:
        await tool_presses.show_notes(interaction)

    @group.command(name="delete", description=texts("command-note-delete"))
    @app_commands.describe(number=texts("command-note-number"))
    async def delete(interaction: BotInteraction, number: app_commands.Range[int, 1, MOST_NOTES]) -> None:
        await tool_presses.delete_note(interaction, number)

    return group
