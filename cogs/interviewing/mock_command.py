"""`/mock`: begin an interview."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.banks.format.asking import BEHIND_WORDS, LEAST_TYPED, AskedQuestion, found_by_words, meant_by_words
from bot.banks.format.enumerating import SEPARATOR, all_meant, lists_found
from bot.banks.format.listing import Listing, UnknownBank
from bot.banks.format.model import MAX_QUESTIONS, Difficulty
from bot.banks.format.naming import LONGEST_TOPIC, nearest_name
from bot.banks.usecases.errors import NoSuchBank
from bot.banks.usecases.shelf import BankShelf
from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.interactions import server_of
from bot.client.registry import Registry
from bot.core.content import UserId
from bot.formatting.discord_limits import CHOICE_LABEL, CHOICE_VALUE, CHOICES
from bot.formatting.labels import topic_label
from bot.formatting.quoting import plain_name
from bot.interviewing.domain.errors import BadQuestionCount, TooManyBanksChosen
from bot.interviewing.domain.model import Mode, Order
from bot.interviewing.domain.plan import DEFAULT_QUESTIONS, MOST_BANKS_CHOSEN, MOST_FOLLOW_UPS, Plan
from bot.interviewing.domain.selection import LONGEST_INTERVIEW
from cogs.interviewing.starting import begin, offer_banks, planned

ALL = "all"

StringChoices = list[app_commands.Choice[str]]


class MockCog(commands.Cog):
    def __init__(self, bot: MockInterviewBot, services: Registry) -> None:
        self._bot = bot
        self._shelf = services[BankShelf]
        self._texts = services.texts

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._mock())

    def _mock(self) -> app_commands.Command[Any, ..., None]:
        texts = self._texts

        @app_commands.command(name="mock", description=texts("command-mock"))
        @app_commands.describe(
            bank=texts("command-mock-bank"),
            questions=texts("command-mock-questions"),
            order=texts("command-mock-order"),
            topic=texts("command-mock-topic"),
            difficulty=texts("command-mock-difficulty"),
            mode=texts("command-mock-mode"),
            start=texts("command-mock-start"),
            follow_ups=texts("command-mock-follow-ups"),
        )
        @app_commands.choices(
            order=self._choices("choice-order", Order),
            difficulty=self._choices("choice-difficulty", Difficulty),
            mode=self._choices("choice-mode", Mode),
        )
        @app_commands.autocomplete(bank=self._banks, questions=self._counts, topic=self._topics)
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=True)
        async def mock(  # noqa: PLR0913, PLR0917 - one parameter an option
            interaction: BotInteraction,
            bank: str | None = None,
            questions: str | None = None,
            order: str = Order.UNSEEN_FIRST,
            topic: str | None = None,
            difficulty: str | None = None,
            mode: str = Mode.PRACTICE,
            start: app_commands.Range[int, 1, MAX_QUESTIONS] | None = None,
            follow_ups: app_commands.Range[int, 0, MOST_FOLLOW_UPS] | None = None,
        ) -> None:
            banks, asked = await self._meant(interaction, bank)
            plan = Plan(
                banks=banks,
                questions=_count(questions),
                order=Order(order),
                topic=_topic(topic),
                difficulty=Difficulty(difficulty) if difficulty else None,
                mode=Mode(mode),
                start=asked if start is None else start,
                follow_ups=follow_ups,
            )
            if plan.banks:
                await begin(interaction, planned(plan))
            else:
                await offer_banks(interaction, plan)

        return mock

    def _choices(self, key: str, values: Iterable[str]) -> StringChoices:
        return [
            app_commands.Choice(name=self._texts(f"{key}-{value.replace('_', '-')}"), value=value) for value in values
        ]

    async def _banks(self, interaction: discord.Interaction[Any], current: str) -> StringChoices:
        """Banks by what is typed; behind a comma further ones, each together with those before the comma.

        After these, single questions by the words in which they are asked.
        """
        offered = await self._offered(interaction)
        choices = [
            app_commands.Choice(
                name=self._suggestion(banks, interaction.locale.value),
                value=SEPARATOR.join(each.slug for each in banks),
            )
            for banks in lists_found(offered, current, most=MOST_BANKS_CHOSEN, limit=CHOICES)
        ]
        fitting = [each for each in choices if len(each.name) <= CHOICE_LABEL and len(each.value) <= CHOICE_VALUE]
        return [*fitting, *await self._questions(interaction, current, limit=CHOICES - len(fitting))][:CHOICES]

    async def _questions(self, interaction: discord.Interaction[Any], current: str, *, limit: int) -> StringChoices:
        if limit <= 0 or len(current.strip()) < LEAST_TYPED:
            return []
        asked = await self._shelf.asked(UserId(interaction.user.id), server_of(interaction))
        return [
            app_commands.Choice(name=self._asked(question, words, interaction.locale.value), value=question.name)
            for question, words in found_by_words(asked, current, limit=limit)
        ]

    def _asked(self, question: AskedQuestion, words: str, locale: str) -> str:
        """The words that were found, as `meant_by_words` reads them: some clients send what they show."""
        where = self._texts("history-where", locale=locale, bank=question.title, number=question.number)
        return f"{plain_name(words, longest=CHOICE_LABEL - len(where) - len(BEHIND_WORDS))}{BEHIND_WORDS}{where}"

    async def _meant(self, interaction: BotInteraction, typed: str | None) -> tuple[tuple[str, ...], int | None]:
        """The slugs of the banks that are meant, and if it was a question that was meant, its number.

        Raises:
            NoSuchBank, TooManyBanksChosen: as `_slugs`.
        """
        try:
            return await self._slugs(interaction, typed), None
        except NoSuchBank:
            asked = await self._shelf.asked(UserId(interaction.user.id), server_of(interaction))
            question = meant_by_words(asked, typed or "")
            if question is None:
                raise
            return (question.bank,), question.number

    async def _slugs(self, interaction: BotInteraction, banks: str | None) -> tuple[str, ...]:
        """The slugs of the banks that are meant; none if none was named. Raises NoSuchBank, TooManyBanksChosen."""
        if banks is None or not banks.strip():
            return ()
        person, server = UserId(interaction.user.id), server_of(interaction)
        listings = await self._shelf.all_named(banks, person, server, most=MOST_BANKS_CHOSEN)
        if len(listings) > MOST_BANKS_CHOSEN:
            raise TooManyBanksChosen(most=MOST_BANKS_CHOSEN)
        return tuple(each.slug for each in listings)

    def _suggestion(self, banks: Sequence[Listing], locale: str) -> str:
        """The titles with the number of questions, as `all_meant` reads it: some clients send what they show."""
        total = sum(each.questions for each in banks)
        count = self._texts("suggested-bank-questions", locale=locale, questions=total)
        return f"{f'{SEPARATOR} '.join(each.title for each in banks)} ({count})"

    async def _counts(self, _interaction: discord.Interaction[Any], current: str) -> StringChoices:
        suggestions = ["3", str(DEFAULT_QUESTIONS), "10", ALL]
        if re.fullmatch(r"[1-9]\d?|100", current.strip()):
            suggestions.insert(0, current.strip())
        return [
            app_commands.Choice(name=each, value=each)
            for each in dict.fromkeys(suggestions)
            if each.startswith(current.strip().lower())
        ]

    async def _topics(self, interaction: discord.Interaction[Any], current: str) -> StringChoices:
        offered = await self._offered(interaction)
        banks: Sequence[Listing] = ()
        with suppress(UnknownBank):
            banks = all_meant(offered, str(interaction.namespace.bank or ""), most=MOST_BANKS_CHOSEN)
        topics = dict.fromkeys(topic for bank in banks or offered for topic in bank.topics)
        wanted = current.strip().lower()
        return [
            app_commands.Choice(name=topic_label(topic), value=topic)
            for topic in topics
            if wanted in topic or wanted in topic_label(topic).lower()
        ][:CHOICES]

    async def _offered(self, interaction: discord.Interaction[Any]) -> Sequence[Listing]:
        return await self._shelf.offered(UserId(interaction.user.id), server_of(interaction))


def _count(questions: str | None) -> int | None:
    """The number of questions asked for; None for all of them.

    Raises:
        BadQuestionCount: it is neither "all" nor a number from 1 to `LONGEST_INTERVIEW`.
    """
    if questions is None:
        return DEFAULT_QUESTIONS
    wanted = str(questions).strip().lower()
    if wanted == ALL:
        return None
    if not re.fullmatch(r"\d{1,4}", wanted) or not 1 <= int(wanted) <= LONGEST_INTERVIEW:
        raise BadQuestionCount(most=LONGEST_INTERVIEW)
    return int(wanted)


def _topic(topic: str | None) -> str | None:
    """The topic as banks write theirs: in small letters without accents, with hyphens between words."""
    if topic is None or not topic.strip():
        return None
    return nearest_name(topic, LONGEST_TOPIC) or "-"  # "-" is no bank's topic
