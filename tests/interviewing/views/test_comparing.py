"""Under examples an answer is compared with the key points and rated; the message says what was, and what counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.content import MessageId
from bot.interviewing.domain.effects import ShowDebrief, ShowExamples, UpdateExamples
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.rating import Rating
from bot.interviewing.domain.standing import CoachsGrade, Standing
from bot.interviewing.views.composer import InterviewMessages
from bot.interviewing.views.examples import debrief_page, examples_page
from bot.outbound.draft import Button, ButtonStyle, Draft, Select
from bot.text.texts import Texts
from tests.builders import a_part, a_question, an_interview
from tests.fitting import fits_discord
from tests.interviewing.views.largest import the_largest_interview

TEXTS = Texts.load()
LONG = "Says what would have happened without the change, so that the effect is not taken for the trend of the quarter"


def answered(**changes: Any) -> Interview:
    interview = an_interview(answered=(1,), phase=Phase.ANSWERED)
    return interview.with_turn(replace(interview.round(1), **changes))


def shown(interview: Interview, page: int = 0, **around: Any) -> Draft:
    draft = examples_page(interview, interview.round(1), page, TEXTS, **around)
    fits_discord(draft)
    return draft


def menu_of(draft: Draft) -> Select:
    (menu,) = (item for row in draft.rows for item in row if isinstance(item, Select))
    return menu


def ratings(draft: Draft) -> list[Button]:
    items = (item for row in draft.rows for item in row)
    return [item for item in items if isinstance(item, Button) and ":rate_" in item.custom_id]


def styles(draft: Draft) -> dict[str, ButtonStyle]:
    """The ratings that stand out."""
    return {each.label: each.style for each in ratings(draft) if each.style is not ButtonStyle.SECONDARY}


def said(draft: Draft) -> str | None:
    return draft.embeds[-1].description


@pytest.mark.parametrize("page", [0, 1])
def test_each_page_has_the_key_points_and_the_ratings(page: int) -> None:
    draft = shown(answered(), page)

    menu = menu_of(draft)
    assert [each.label for each in menu.options] == ["Names the goal", "Names the risk", "Names a number"]
    assert (menu.least, menu.most, menu.placeholder) == (0, 3, "Which of these were in your answer?")
    assert [each.label for each in ratings(draft)] == ["Stuck", "Shaky", "Solid", "Easy"]
    assert styles(draft) == {}
    assert said(draft) == "Choose below what was in your answer, then say how it went."


def test_without_an_answer_there_is_nothing_to_compare() -> None:
    draft = shown(an_interview())

    assert ratings(draft) == []
    assert not any(isinstance(item, Select) for row in draft.rows for item in row)
    assert "How did it go?" not in {embed.title for embed in draft.embeds}


def test_the_ticks_stay_chosen_and_suggest_a_rating() -> None:
    draft = shown(answered(ticks=frozenset({1, 3})))

    assert [each.chosen for each in menu_of(draft).options] == [True, False, True]
    assert styles(draft) == {"Solid": ButtonStyle.PRIMARY}
    assert said(draft) == "You found 2 of 3 key points in your answer. I'd call that **Solid**. What do you say?"


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        (frozenset(), "You found none of the 3 key points in your answer."),
        (frozenset({1}), "You found 1 of 3 key points in your answer."),
        (frozenset({1, 2, 3}), "You found all 3 key points in your answer."),
    ],
)
def test_what_was_found_is_said(ticks: frozenset[int], words: str) -> None:
    assert (said(shown(answered(ticks=ticks))) or "").startswith(words)


def test_the_chosen_rating_is_marked_and_nothing_is_suggested_any_more() -> None:
    draft = shown(answered(ticks=frozenset(), rating=Rating.SHAKY))

    assert styles(draft) == {"✓ Shaky": ButtonStyle.SUCCESS}
    assert said(draft) == "You found none of the 3 key points in your answer. You rated it **Shaky**."


def test_examples_seen_before_leave_shaky_at_best() -> None:
    draft = shown(answered(ticks=frozenset({1, 2, 3}), examples_seen=True, assisted=True))

    assert [each.label for each in ratings(draft) if each.disabled] == ["Solid", "Easy"]
    assert styles(draft) == {"Shaky": ButtonStyle.PRIMARY}
    assert (said(draft) or "").endswith(
        "You looked at the examples before you answered, so it counts as shaky at best."
    )


def test_hints_of_practice_count_and_those_of_a_debrief_do_not() -> None:
    all_found = answered(ticks=frozenset({1, 2, 3}), hints=2)
    live = replace(all_found, mode=Mode.LIVE, phase=Phase.DEBRIEF)

    assert list(styles(shown(all_found))) == ["Solid"]
    assert list(styles(debrief_page(live, live.round(1), 0, TEXTS))) == ["Easy"]


def test_the_grade_of_a_coach_is_what_counts() -> None:
    interview = answered(rating=Rating.EASY)

    words = said(shown(interview, grade=CoachsGrade(grade="not_yet", covered=2)))
    assert (
        words == "You rated it **Easy**. What counts is your coach's grade: **Not there yet**, with 2 of 3 key points."
    )
    without_points = said(shown(interview, grade=CoachsGrade(grade="good", covered=0)))
    assert without_points == "You rated it **Easy**. What counts is your coach's grade: **Good**."


def test_a_key_point_too_long_for_a_label_goes_on_below_it() -> None:
    interview = answered(question=a_question(key_points=(LONG, "Names a risk", "Names a number")))

    option = menu_of(shown(interview)).options[0]

    assert option.description is not None
    assert option.label.removesuffix("…") + " " + option.description.removeprefix("… ") == LONG


def test_the_ways_on_stay_below() -> None:
    draft = shown(answered(), standing=Standing.UNSENT)

    assert [item.label for item in draft.rows[-1] if isinstance(item, Button)] == ["Next question", "Send to a coach"]
    debrief = replace(answered(), mode=Mode.LIVE, phase=Phase.DEBRIEF)
    rows = debrief_page(debrief, debrief.round(1), 0, TEXTS).rows
    assert [item.label for item in rows[-1] if isinstance(item, Button)] == ["Finish", "Hint", "Status"]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("phase", [Phase.ANSWERED, Phase.DEBRIEF, Phase.ENDED])
@pytest.mark.parametrize("answer", [1, 1800, 1801, 20_000])
def test_every_page_fits_whatever_is_said(mode: Mode, phase: Phase, answer: int) -> None:
    interview = replace(the_largest_interview(3, mode=mode), phase=phase)
    of = replace(
        interview.round(1),
        parts=(a_part(text="y" * answer),),
        ticks=frozenset({1, 2, 3, 4, 5}),
        rating=Rating.SHAKY,
        examples_seen=True,
        assisted=True,
    )
    interview, grade = interview.with_turn(of), CoachsGrade(grade="not_yet", covered=5)
    messages = InterviewMessages(TEXTS)
    for page in (0, 1, 20):
        for in_debrief in (False, True):
            effect = UpdateExamples(number=1, message=MessageId(2**63 - 1), page=page, in_debrief=in_debrief)
            fits_discord(messages.compose(effect, interview, grade=grade))
    for first in (ShowExamples(number=1), ShowDebrief(number=1)):
        fits_discord(messages.compose(first, interview, grade=grade))
