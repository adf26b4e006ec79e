"""The words about progress say all that the picture shows, and fit Discord."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.practising.domain.progress import Progress
from bot.practising.views.progress_words import described, progress_page
from bot.text.texts import Texts
from tests.fitting import fits_discord
from tests.practising.progressing import POINTS, TODAY, an_answer, as_it_goes, known, many, of_all

TEXTS = Texts.load()


def said(found: Progress | None, *, answers: int = 0, with_days: bool = False) -> str:
    draft = progress_page(as_it_goes(found, answers=answers), TEXTS, locale="en-US", with_days=with_days)
    fits_discord(draft)
    (embed,) = draft.embeds
    return "\n".join([embed.description or "", *(line for each in embed.fields for line in (each.name, each.value))])


@pytest.mark.parametrize(
    ("answers", "begins"),
    [
        (0, "You haven't answered any question yet"),
        (1, "You have one answer so far."),
        (4, "You have 4 answers so far."),
    ],
)
def test_too_few_answers_are_said_to_be_so(answers: int, begins: str) -> None:
    text = said(None, answers=answers)

    assert text.startswith(begins)
    assert "Once you have 5" in text
    assert "%" not in text


def test_recall_is_said_for_the_date_and_today() -> None:
    text = said(many(50))

    assert "of the questions on 24 Dec." in text
    assert "Expected on 24 Dec, by topic" in text


def test_without_a_date_it_is_said_for_today_and_in_a_week() -> None:
    answers = [an_answer(each) for each in range(5)]
    text = said(of_all(answers, known(range(5), answers), today=TODAY, interview_on=None))

    assert "In a week it's" in text
    assert "`/plan`" in text
    assert "never practised" not in text.partition("\n")[2].splitlines()[0]


def test_days_are_said_only_if_asked_for() -> None:
    assert "You've practised on 11 days." in said(many(50), with_days=True)
    assert "practised on" not in said(many(50))


def test_weeks_have_their_answers_and_minutes() -> None:
    answers = [an_answer(each, days_ago=7 * (each % 2), seconds=40) for each in range(5)]
    text = said(of_all(answers, known(range(5), answers), today=TODAY, interview_on=None))

    assert "This week: 3 answers, 2 minutes" in text
    assert "Week of 23 Nov: 2 answers, 1 minute\n" in text
    assert "Week of 16 Nov" not in text


def test_gained_and_lost_key_points_are_named() -> None:
    first, second, third = POINTS
    tried = (an_answer(0, ticked=frozenset({first}), days_ago=3), an_answer(0, ticked=frozenset({second, third})))
    answers = [*(an_answer(each, days_ago=9) for each in range(1, 4)), *tried]

    text = said(of_all(answers, known(range(5), answers), today=TODAY, interview_on=None))

    assert "In the one question that can be compared, you met 1 of 3 key points at first and 2" in text
    assert f"gained *{second}*; *{third}* · lost *{first}*" in text


def test_what_is_not_there_is_said_to_be_so() -> None:
    answers = [an_answer(each) for each in range(5)]
    text = said(of_all(answers, known(range(5), answers), today=TODAY, interview_on=TODAY))

    assert "No coach has graded an answer yet." in text
    assert "You haven't answered any question twice yet." in text
    assert "Nothing that you've practised is weak." in text


def test_answers_to_banks_that_are_gone_are_not_passed_over() -> None:
    answers = [an_answer(50 + each) for each in range(5)]
    text = said(of_all(answers, known(range(3), answers), today=TODAY, interview_on=None))

    assert text.startswith("You have 5 answers, all to questions of banks that I don't have any more.")


@pytest.mark.parametrize("count", [5, 50, 1000])
def test_the_largest_figures_fit_discord(count: int) -> None:
    found = many(count)
    assert found is not None
    points = tuple("Says * why, and `how` " * 7 for _ in range(6))
    long = replace(found, retries=tuple(replace(each, gained=points, lost=points) for each in found.retries))

    goes = as_it_goes(long, longest=True)

    fits_discord(progress_page(goes, TEXTS, locale="en-US", with_days=True))


@pytest.mark.parametrize("count", [5, 50, 1000])
def test_the_description_of_the_picture_fits_discord_and_says_its_figures(count: int) -> None:
    found = many(count)
    assert found is not None
    topics = tuple(replace(each, topic="-".join(["long"] * 10)) for each in found.topics)

    text = described(replace(found, topics=topics), TEXTS, locale="en-US")

    assert len(text) <= 1024
    assert f"{round(found.expected * 100)}% expected on 24 Dec" in text
    assert f"Your last {min(count, 20)} answers" in text
