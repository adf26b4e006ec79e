"""Finds what a candidate may be shown beside the examples of a question."""

from __future__ import annotations

from bot.interviewing.domain.afterwards.community import CommunityView
from bot.interviewing.domain.model import Interview
from bot.sharing.domain.model import SharedQuestion
from bot.sharing.domain.ranking import best_first
from bot.sharing.usecases.ports import SharingUnitOfWork


class BesideExamples:
    """Implements `bot.interviewing.usecases.ports.CommunityAnswers`."""

    async def to_question(self, uow: SharingUnitOfWork, interview: Interview, number: int) -> CommunityView:
        if interview.server is None:
            return CommunityView.NOTHING
        question = question_in(interview, number)
        return await uow.community.best(interview.server, question, interview.candidate, choose=best_first)


def question_in(interview: Interview, number: int) -> SharedQuestion:
    """The question with this number, as it was asked in the interview."""
    of = interview.round(number)
    return SharedQuestion(bank=of.bank.slug, bank_title=of.bank.title, id=of.question.id, text=of.question.text)
