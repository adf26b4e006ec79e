"""The buttons and menus of a history. All their state is in their ids, so they work after any restart."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.client.client import BotInteraction
from bot.client.entrance import Entrance
from bot.client.persistent import PersistentButton, chosen, numbers_chosen, stored_number, unknown_control
from bot.core.content import InterviewId
from bot.interviewing.domain.events import Compared, Rated
from bot.interviewing.domain.rating import Rating
from bot.interviewing.views.overview import AGAIN
from bot.practising.domain.history.answers import AnswerId
from bot.practising.domain.history.errors import NoSuchAnswer
from bot.practising.views.history.ids import (
    HistoryAction,
    HistoryView,
    answer_named,
    answer_template,
    practise_template,
    view_of,
    view_template,
)
from cogs.interviewing.starting import ONCE_MORE, PARK, REPLACE
from cogs.practising.history.presses import (
    appraise,
    open_answer,
    practise,
    practise_once_more,
    turn_attempts,
    turn_history,
)


class HistoryControl(PersistentButton, template=r"(?!)"):
    """Base of what leads back to a page of the list."""

    entrance = Entrance.CANDIDATE

    @property
    def back_to(self) -> HistoryView:
        """The page of the list. Raises NoSuchAnswer if its number was made up."""
        found = view_of(self.match)
        if found is None:
            raise NoSuchAnswer
        return found


class HistoryPageButton(HistoryControl, template=view_template(HistoryAction.LIST)):
    async def press(self, interaction: BotInteraction) -> None:
        await turn_history(interaction, self.back_to)


class OpenAnswerMenu(HistoryControl, template=view_template(HistoryAction.OPEN)):
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        code, *_ = chosen(interaction)
        answer = answer_named(code)
        if answer is None:
            raise unknown_control(interaction)
        await open_answer(interaction, self.back_to, answer)


class AnswerControl(HistoryControl, template=r"(?!)"):
    """Base of what stands under one answer, or under the attempts at its question."""

    @property
    def answer(self) -> AnswerId:
        return AnswerId(InterviewId(stored_number(self.match["interview"], NoSuchAnswer)), int(self.match["number"]))

    @property
    def page(self) -> int:
        return int(self.match["page"])


class AnswerPageButton(AnswerControl, template=answer_template(HistoryAction.ANSWER)):
    async def press(self, interaction: BotInteraction) -> None:
        await open_answer(interaction, self.back_to, self.answer, self.page)


class AttemptsButton(AnswerControl, template=answer_template(HistoryAction.ATTEMPTS)):
    async def press(self, interaction: BotInteraction) -> None:
        await turn_attempts(interaction, self.back_to, self.answer, self.page)


class CompareInHistory(AnswerControl, template=answer_template(HistoryAction.COMPARE)):
    kind = discord.ComponentType.select

    async def press(self, interaction: BotInteraction) -> None:
        event = Compared(question_number=self.answer.number, ticks=numbers_chosen(interaction))
        await appraise(interaction, self.back_to, self.answer, self.page, event)


class RateInHistory(AnswerControl, template=answer_template(HistoryAction.RATE)):
    async def press(self, interaction: BotInteraction) -> None:
        event = Rated(question_number=self.answer.number, rating=Rating(int(self.match["rating"])))
        await appraise(interaction, self.back_to, self.answer, self.page, event)


class PractiseControl(PersistentButton, template=r"(?!)"):
    """Base of the buttons that practise a question again."""

    entrance = Entrance.CANDIDATE

    @property
    def answer(self) -> AnswerId:
        return AnswerId(InterviewId(stored_number(self.match["interview"], NoSuchAnswer)), int(self.match["number"]))


class PractiseAgainButton(PractiseControl, template=practise_template(AGAIN)):
    async def press(self, interaction: BotInteraction) -> None:
        await practise(interaction, self.answer)


class PractiseInsteadButton(PractiseControl, template=practise_template(REPLACE)):
    async def press(self, interaction: BotInteraction) -> None:
        await practise(interaction, self.answer, instead_of_live=True)


class PractiseFirstButton(PractiseControl, template=practise_template(PARK)):
    async def press(self, interaction: BotInteraction) -> None:
        await practise(interaction, self.answer, before_live=True)


class PractiseOnceMoreButton(PractiseControl, template=practise_template(ONCE_MORE)):
    async def press(self, interaction: BotInteraction) -> None:
        await practise_once_more(interaction, self.answer)


HISTORY_BUTTONS: Sequence[type[PersistentButton]] = (
    HistoryPageButton,
    OpenAnswerMenu,
    AnswerPageButton,
    AttemptsButton,
    CompareInHistory,
    RateInHistory,
    PractiseAgainButton,
    PractiseInsteadButton,
    PractiseFirstButton,
    PractiseOnceMoreButton,
)
