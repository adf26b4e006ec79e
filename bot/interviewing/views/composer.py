"""Chooses the message for each effect."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.interviewing.domain.afterwards.retrospect import Retrospect
from bot.interviewing.domain.effects import (
    AskQuestion,
    AskRevealAnyway,
    AskWhatItIs,
    Effect,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowPanel,
    ShowSummary,
    UpdateExamples,
    UpdateOverview,
)
from bot.interviewing.domain.model import FollowUp, Interview, Phase
from bot.interviewing.domain.standing import CoachsGrade, Standing
from bot.interviewing.views.asking import what_it_is
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.interviewing.views.hints import hint, reveal_question
from bot.interviewing.views.question import follow_up_message, panel, question_message
from bot.interviewing.views.summary import summary
from bot.outbound.draft import Draft
from bot.text.texts import Texts


class InterviewMessages:
    """Implements `bot.interviewing.usecases.ports.Composer`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def compose(  # noqa: C901, PLR0912 - one `case` an effect is the point
        self,
        effect: Effect,
        interview: Interview,
        *,
        standing: Standing = Standing.UNSENT,
        next_step: str = "",
        grade: CoachsGrade | None = None,
        retrospect: Retrospect = Retrospect.NOTHING,
        is_first: bool = False,
    ) -> Draft:
        """The message about the interview's present state, within Discord's limits for every accepted bank."""
        match effect:
            case AskQuestion(number=number):
                asked = interview.turn(number)
                if isinstance(asked, FollowUp):
                    return follow_up_message(interview, asked, self._texts)
                question = question_message(interview, interview.round(number), self._texts, next_step=next_step)
                first = self._texts("privacy-first", locale=interview.locale) if is_first else None
                return replace(question, content=first)
            case ShowPanel(number=number):
                return panel(interview, interview.turn(number), self._texts, standing=standing)
            case ShowHint(number=number, rung=rung):
                return hint(interview, interview.round(number), rung, self._texts, standing=standing)
            case AskRevealAnyway(number=number):
                return reveal_question(interview, interview.round(number), self._texts)
            case ShowExamples(number=number):
                of = interview.round(number)
                return examples_page(interview, of, 0, self._texts, standing=standing, grade=grade)
            case UpdateExamples(number=number, page=page, in_debrief=True):
                return debrief_page(interview, interview.round(number), page, self._texts, grade=grade)
            case UpdateExamples(number=number, page=page):
                of = interview.round(number)
                return examples_page(interview, of, page, self._texts, standing=standing, grade=grade)
            case ShowDebrief(number=number):
                return debrief_page(interview, interview.round(number), 0, self._texts, grade=grade)
            case ShowSummary():
                return summary(interview, 0, self._texts, retrospect=retrospect)
            case UpdateOverview():
                if interview.phase is Phase.DEBRIEF:
                    return debrief_page(interview, interview.present, 0, self._texts, grade=grade)
                return summary(interview, 0, self._texts, retrospect=retrospect)
            case AskWhatItIs():
                return what_it_is(effect, interview, self._texts)
            case _:
                assert_never(effect)

    def apology(self, interview: Interview, *, reference: str) -> Draft:
        """The message in place of one that `compose` cannot make."""
        return Draft(content=self._texts("post-broken", locale=interview.locale, reference=reference))
