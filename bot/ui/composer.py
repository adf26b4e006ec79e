"""Chooses the message for each effect."""

from __future__ import annotations

from typing import assert_never

from bot.interview.effects import (
    AskQuestion,
    AskRevealAnyway,
    Effect,
    ShowDebrief,
    ShowExamples,
    ShowHint,
    ShowPanel,
    ShowSummary,
)
from bot.interview.model import Interview
from bot.services.drafts import Draft
from bot.text.texts import Texts
from bot.ui.examples import debrief_page, examples_page
from bot.ui.help import hint, reveal_question
from bot.ui.overview import summary
from bot.ui.question import panel, question_message


class MessageComposer:
    """Implements `bot.services.ports.Composer`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def compose(self, effect: Effect, interview: Interview, *, with_coach: bool = False) -> Draft:
        """The message as it is true now, within Discord's limits for every bank that `bot.banks.model` accepts."""
        match effect:
            case AskQuestion(number=number):
                return question_message(interview, interview.round(number), self._texts)
            case ShowPanel(number=number):
                return panel(interview, interview.round(number), self._texts, with_coach=with_coach)
            case ShowHint(number=number, rung=rung):
                return hint(interview, interview.round(number), rung, self._texts)
            case AskRevealAnyway(number=number):
                return reveal_question(interview, interview.round(number), self._texts)
            case ShowExamples(number=number):
                return examples_page(interview, interview.round(number), 0, self._texts)
            case ShowDebrief(number=number):
                return debrief_page(interview, interview.round(number), 0, self._texts)
            case ShowSummary():
                return summary(interview, self._texts)
            case _:
                assert_never(effect)
