"""Chooses the message for each effect."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from bot.interviewing.domain.afterwards.community import CommunityView
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
from bot.interviewing.views.community import CommunityPages
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

    def compose(  # noqa: C901 - one `case` an effect is the point
        self,
        effect: Effect,
        interview: Interview,
        *,
        standing: Standing = Standing.UNSENT,
        next_step: str = "",
        grade: CoachsGrade | None = None,
        retrospect: Retrospect = Retrospect.NOTHING,
        community: CommunityView = CommunityView.NOTHING,
    ) -> Draft:
        """The message about the interview's present state, within Discord's limits for every accepted bank."""
        match effect:
            case AskQuestion(number=number):
                asked = interview.turn(number)
                if isinstance(asked, FollowUp):
                    return follow_up_message(interview, asked, self._texts)
                return question_message(interview, interview.round(number), self._texts, next_step=next_step)
            case ShowPanel(number=number):
                return panel(interview, interview.turn(number), self._texts, standing=standing)
            case ShowHint(number=number, rung=rung):
                return hint(interview, interview.round(number), rung, self._texts, standing=standing)
            case AskRevealAnyway(number=number):
                return reveal_question(interview, interview.round(number), self._texts)
            case ShowExamples() | UpdateExamples() | ShowDebrief():
                return self._examples(effect, interview, standing, grade, community)
            case ShowSummary():
                return summary(interview, 0, self._texts, retrospect=retrospect)
            case UpdateOverview():
                if interview.phase is Phase.DEBRIEF:
                    pages = CommunityPages(answers=community.answers, may_share=community.may_share)
                    return debrief_page(interview, interview.present, 0, self._texts, grade=grade, community=pages)
                return summary(interview, 0, self._texts, retrospect=retrospect)
            case AskWhatItIs():
                return what_it_is(effect, interview, self._texts)
            case _:
                assert_never(effect)

    def _examples(
        self,
        effect: ShowExamples | UpdateExamples | ShowDebrief,
        interview: Interview,
        standing: Standing,
        grade: CoachsGrade | None,
        community: CommunityView,
    ) -> Draft:
        of, page, shared = interview.round(effect.number), 0, None
        if isinstance(effect, UpdateExamples):
            page, shared = effect.page, effect.shared
        show = partial(examples_page, standing=standing)
        if isinstance(effect, ShowDebrief) or (isinstance(effect, UpdateExamples) and effect.in_debrief):
            show = partial(debrief_page)
        pages = CommunityPages(answers=community.answers, wanted=shared, may_share=community.may_share)
        return show(interview, of, page, self._texts, grade=grade, community=pages)

    def apology(self, interview: Interview, *, reference: str) -> Draft:
        """The message in place of one that `compose` cannot make."""
        return Draft(content=self._texts("post-broken", locale=interview.locale, reference=reference))
