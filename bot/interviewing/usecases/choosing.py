"""Turns a plan into the questions that an interview asks, from the banks as they are at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.banks.format.model import Bank
from bot.banks.usecases.shelf import BankShelf
from bot.core.content import ServerId, UserId
from bot.interviewing.domain.errors import TooManyBanksChosen
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN, ChosenQuestions, Plan
from bot.interviewing.domain.selection import Chosen, SeenQuestions, choose_questions, find_questions


class QuestionChoice:
    """First the banks, which takes a transaction of its own, then the questions."""

    def __init__(self, *, shelf: BankShelf, chance: Random) -> None:
        self._shelf = shelf
        self._chance = chance

    async def banks(self, plan: Plan | ChosenQuestions, candidate: UserId, server: ServerId | None) -> tuple[Bank, ...]:
        """The banks of a plan; of one that names its questions, those that can still be used.

        Raises:
            TooManyBanksChosen, NoSuchBank, BankUnreadable: as for `InterviewService.start`.
        """
        if isinstance(plan, ChosenQuestions):
            return await self._shelf.get_usable(plan.banks, candidate, server)
        if len(set(plan.banks)) > MOST_BANKS_CHOSEN:
            raise TooManyBanksChosen(most=MOST_BANKS_CHOSEN)
        return await self._shelf.get(plan.banks, candidate, server)

    def questions(self, plan: Plan | ChosenQuestions, banks: Sequence[Bank], seen: SeenQuestions) -> tuple[Chosen, ...]:
        """The questions to ask. Raises what `choose_questions` and `find_questions` do."""
        if isinstance(plan, ChosenQuestions):
            return find_questions(banks, plan)
        return choose_questions(banks, plan, seen=seen, chance=self._chance)
