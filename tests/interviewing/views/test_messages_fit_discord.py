"""Everything that is composed from the largest bank and the longest answers fits Discord's limits."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from bot.core.content import MessageId, ReviewId
from bot.formatting import colours
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
from bot.interviewing.domain.standing import Standing
from bot.interviewing.views.composer import InterviewMessages
from bot.interviewing.views.examples import OWN_ANSWER_ROOM, debrief_page, examples_page
from bot.interviewing.views.overview import status
from bot.outbound.draft import Button, Draft
from bot.text.texts import Texts
from tests.builders import NOON, a_follow_up, a_part, an_interview
from tests.fitting import fits_discord
from tests.interviewing.views.largest import WIDE, the_largest_interview

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


@pytest.mark.parametrize("said", [0, 1, 500, 1990, 2000, 2001, 20_000])
@pytest.mark.parametrize("answer", [1, 1000, 2000, 2001])
@pytest.mark.parametrize("asked", [1, 5])
def test_every_page_of_a_debrief_with_follow_ups_fits_and_is_whole(asked: int, answer: int, said: int) -> None:
    interview = the_largest_interview(1, answer=0, mode=Mode.LIVE)
    interview = interview.with_turn(replace(interview.round(1), parts=(a_part(text="y" * answer),)))
    for item in range(asked):
        text, parts = interview.round(1).question.follow_ups[item], (a_part(600 + item, "abcde"[item] * said),)
        interview = interview.with_turn(a_follow_up(2 + item, item=item, text=text, parts=parts))
    pages = {}
    for page in range(90):
        draft = debrief_page(replace(interview, phase=Phase.DEBRIEF), interview.round(1), page, TEXTS)
        fits_discord(draft)
        pages[draft.embeds] = draft
    embeds = list(dict.fromkeys(embed for draft in pages.values() for embed in draft.embeds))
    own = "".join(embed.description or "" for embed in embeds if embed.colour == colours.OWN)

    assert own.count("y") >= answer
    assert all(own.count(letter) >= min(said, OWN_ANSWER_ROOM) for letter in "abcde"[:asked])
    assert {each.text for each in interview.follow_ups} <= {embed.title for embed in embeds}


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("standing", [Standing(), Standing(since=NOON), Standing(closed=True)], ids=repr)
def test_a_follow_up_and_its_panel_fit_with_buttons_of_their_own(phase: Phase, mode: Mode, standing: Standing) -> None:
    """The bot tells messages apart by the ids of their buttons."""
    largest = the_largest_interview(100, mode=mode)
    for number in (101, 102):
        text = largest.round(1).question.follow_ups[number - 101]
        largest = largest.with_turn(
            a_follow_up(number, item=number - 101, text=text, parts=(a_part(number, WIDE * 4000),))
        )
    interview = replace(largest, phase=phase, follow_up=None if phase is Phase.DEBRIEF else 102)
    effects = [effect(number=number) for effect in (AskQuestion, ShowPanel) for number in (1, 101, 102)]
    drafts = [InterviewMessages(TEXTS).compose(effect, interview, standing=standing) for effect in effects]

    for draft in drafts:
        fits_discord(draft)
    ids = [custom_id for draft in drafts for custom_id in draft.custom_ids()]
    assert len(ids) == len(set(ids))


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
