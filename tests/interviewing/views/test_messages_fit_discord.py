"""Everything that is composed from the largest bank and the longest answers fits Discord's limits."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from bot.core.content import MessageId, ReviewId
from bot.interviewing.domain.doubts import Doubt
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
)
from bot.interviewing.domain.model import Mode, Phase, Rung
from bot.interviewing.views.composer import InterviewMessages
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.interviewing.views.overview import status
from bot.outbound.draft import Button, Draft
from bot.text.texts import Texts
from tests.builders import a_part, an_interview
from tests.fitting import fits_discord
from tests.interviewing.views.largest import the_largest_interview

TEXTS = Texts.load()
LARGEST = MessageId(2**63 - 1)


EFFECTS: list[Effect] = [
    AskQuestion(number=1),
    ShowPanel(number=1),
    *(ShowHint(number=1, rung=rung) for rung in (*Rung, None)),
    AskRevealAnyway(number=1),
    ShowExamples(number=1),
    ShowDebrief(number=99),
    ShowSummary(),
    *(
        AskWhatItIs(message=LARGEST, doubt=each, may_answer=True, review=ReviewId(LARGEST), coach="Carl " * 20)
        for each in Doubt
    ),
]


@pytest.mark.parametrize("effect", EFFECTS, ids=repr)
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("mode", Mode)
def test_every_effect_fits(effect: Effect, phase: Phase, mode: Mode) -> None:
    for banks in (1, 2, 50):
        interview = replace(the_largest_interview(mode=mode, banks=banks), phase=phase)
        fits_discord(InterviewMessages(TEXTS).compose(effect, interview))


@pytest.mark.parametrize("answer", [0, 1, 1990, 2000, 2001, 4000, 6000, 20_000])
def test_every_page_of_examples_fits_and_the_own_answer_is_whole(answer: int) -> None:
    interview = the_largest_interview(1, answer=answer)
    interview = replace(
        interview, rounds=(replace(interview.round(1), parts=(a_part(text="y" * answer),) if answer else ()),)
    )
    pages = {}
    for page, compose in product(range(60), (examples_page, debrief_page)):
        draft = compose(interview, interview.round(1), page, TEXTS)
        fits_discord(draft)
        pages[draft.embeds] = draft
    embeds = dict.fromkeys(embed for draft in pages.values() for embed in draft.embeds)

    assert sum((embed.description or "").count("y") for embed in embeds) >= answer


@pytest.mark.parametrize("questions", [1, 25, 26, 100])
def test_the_status_fits(questions: int) -> None:
    for banks in (1, 2, 50):
        fits_discord(status(the_largest_interview(questions, banks=banks), TEXTS))


def test_the_pages_turn_from_first_to_last() -> None:
    interview = an_interview(answered=(1,))
    first = examples_page(interview, interview.round(1), 0, TEXTS)
    last = examples_page(interview, interview.round(1), 99, TEXTS)

    assert [button.disabled for button in buttons(first)[:2]] == [True, False]
    assert [button.disabled for button in buttons(last)[:2]] == [False, True]


def buttons(draft: Draft) -> list[Button]:
    return [item for row in draft.rows for item in row if isinstance(item, Button)]


def test_in_place_of_what_cannot_be_shown_stand_a_reference_and_the_way_on() -> None:
    draft = InterviewMessages(TEXTS).apology(an_interview(), reference="4711")

    fits_discord(draft)
    assert draft.content is not None
    assert "/status" in draft.content
    assert "reference 4711" in draft.content
