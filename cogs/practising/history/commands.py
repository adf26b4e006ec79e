"""`/history` and `/attempts`: find what one has answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.registry import Registry
from bot.core.content import UserId
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICES
from bot.formatting.quoting import plain_name
from bot.practising.domain.history.answers import AnsweredQuestion, AnswerId, HistoryFilter, Scope
from bot.practising.domain.history.errors import NotAmongAnswered, NothingAnswered
from bot.practising.domain.history.finding import bank_meant, banks_found, question_meant, questions_found
from bot.practising.usecases.history import OwnHistory
from bot.practising.views.history.ids import HistoryView, answer_code, answer_named
from bot.reviewing.domain.model import Grade
from cogs.practising.history.presses import show_attempts, show_history
from cogs.practising.suggestions import Choices

_Interaction = discord.Interaction[Any]
_LONGEST_BANK = 30


class HistoryCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._history = services[OwnHistory]
        self._texts = services.texts

    async def cog_load(self) -> None:
        for command in (self._history_command(), self._attempts_command()):
            command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
            self._bot.tree.add_command(command)

    def _history_command(self) -> app_commands.Command[Any, ..., None]:
        texts = self._texts

        @app_commands.command(name="history", description=texts("command-history"))
        @app_commands.describe(
            bank=texts("command-history-bank"),
            question=texts("command-history-question"),
            grade=texts("command-history-grade"),
            feedback=texts("command-history-feedback"),
        )
        @app_commands.choices(grade=[app_commands.Choice(name=self._grade(each), value=each) for each in Grade])
        @app_commands.autocomplete(bank=self._banks, question=self._questions)
        async def history(
            interaction: BotInteraction,
            bank: str | None = None,
            question: str | None = None,
            grade: str | None = None,
            feedback: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        ) -> None:
            scope, about = await self._about(interaction, bank or "", question or "")
            shown = HistoryFilter(
                scope=scope, about=about, grade=Grade(grade) if grade else None, with_feedback=feedback
            )
            await show_history(interaction, HistoryView(shown=shown))

        return history

    def _attempts_command(self) -> app_commands.Command[Any, ..., None]:
        texts = self._texts

        @app_commands.command(name="attempts", description=texts("command-attempts"))
        @app_commands.describe(question=texts("command-attempts-question"))
        @app_commands.autocomplete(question=self._questions)
        async def attempts(interaction: BotInteraction, question: str) -> None:
            practised = await self._practised(interaction)
            if not practised:
                raise NothingAnswered
            await show_attempts(interaction, self._question(practised, question, bank=None))

        return attempts

    async def _about(self, interaction: _Interaction, bank: str, question: str) -> tuple[Scope, AnswerId | None]:
        """What the list is limited to. Raises NotAmongAnswered, NothingAnswered."""
        if not bank.strip() and not question.strip():
            return Scope.ALL, None
        practised = await self._practised(interaction)
        if not practised:
            raise NothingAnswered
        of_bank = bank_meant(practised, bank) if bank.strip() else None
        if bank.strip() and of_bank is None:
            raise NotAmongAnswered
        if question.strip():
            slug = None if of_bank is None else of_bank.bank.slug
            return Scope.QUESTION, self._question(practised, question, bank=slug)
        return Scope.BANK, None if of_bank is None else of_bank.latest

    def _question(self, practised: Sequence[AnsweredQuestion], typed: str, *, bank: str | None) -> AnswerId:
        """An answer to the question that was chosen or typed. Raises NotAmongAnswered."""
        chosen = answer_named(typed.strip())
        if chosen is not None:  # the use case refuses somebody else's
            return chosen
        shown = typed.strip().casefold()
        labelled = [
            each for each in practised if self._label(each).casefold() == shown
        ]  # some clients send what they show
        found = next(iter(labelled), None) or question_meant(practised, typed, bank=bank)
        if found is None:
            raise NotAmongAnswered
        return found.latest

    async def _banks(self, interaction: _Interaction, current: str) -> Choices:
        found = banks_found(await self._practised(interaction), current)
        return [
            app_commands.Choice(name=plain_name(each.bank.title, longest=CHOICE_LABEL), value=each.bank.slug)
            for each in found
        ][:CHOICES]

    async def _questions(self, interaction: _Interaction, current: str) -> Choices:
        practised = await self._practised(interaction)
        typed = str(interaction.namespace.bank or "")
        of_bank = bank_meant(practised, typed) if typed.strip() else None
        slug = None if of_bank is None else of_bank.bank.slug
        return [
            app_commands.Choice(name=self._label(each), value=answer_code(each.latest))
            for each in questions_found(practised, current, bank=slug)
        ][:CHOICES]

    async def _practised(self, interaction: _Interaction) -> Sequence[AnsweredQuestion]:
        return await self._history.practised(UserId(interaction.user.id))

    def _label(self, of: AnsweredQuestion) -> str:
        bank = plain_name(of.bank.title, longest=_LONGEST_BANK)
        where = self._texts("history-where", bank=bank, number=of.bank_number)
        return plain_name(self._texts("suggested-question", where=where, question=of.text), longest=CHOICE_LABEL)

    def _grade(self, grade: Grade) -> str:
        return self._texts(f"grade-{grade.replace('_', '-')}")
