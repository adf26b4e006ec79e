"""Figures of progress are made of answers, and nothing is invented."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.practising.domain.memory import recall
from bot.practising.domain.progress import FEWEST_ANSWERS, LATEST, WEEKS, Lengths, Progress
from bot.reviewing.domain.model import Grade
from tests.practising.progressing import POINTS, TODAY, a_key, an_answer, known, many, of_all

FIRST, SECOND, THIRD = POINTS
DATE = TODAY + timedelta(days=20)


def of(*answers, questions=range(5), **changes) -> Progress:
    """Of these answers and as many of long ago as it takes to have figures."""
    missing = max(FEWEST_ANSWERS - len(answers), 0)
    filled = [*(an_answer(100 + each, days_ago=300, seconds=None) for each in range(missing)), *answers]
    found = of_all(filled, known(questions, filled), **{"today": TODAY, "interview_on": None} | changes)
    assert found is not None
    return found


@pytest.mark.parametrize("count", range(FEWEST_ANSWERS))
def test_few_answers_show_nothing(count: int) -> None:
    answers = [an_answer(each) for each in range(count)]

    assert of_all(answers, known(range(5), answers), today=TODAY, interview_on=DATE) is None


def test_recall_is_that_of_the_day_of_the_interview() -> None:
    answers = [an_answer(each, days_ago=3) for each in range(5)]

    found = of(*answers, interview_on=DATE)

    [one, *_] = known(range(5), answers)
    assert found.has_date
    assert found.until == DATE
    assert found.expected == pytest.approx(recall(one.memory, DATE))
    assert found.expected_today == pytest.approx(recall(one.memory, TODAY))
    assert found.expected < found.expected_today < 1


@pytest.mark.parametrize("interview_on", [None, TODAY - timedelta(days=1)], ids=["no date", "a date that is over"])
def test_without_a_date_recall_is_that_in_a_week(interview_on) -> None:
    found = of(an_answer(), interview_on=interview_on)

    assert not found.has_date
    assert found.until == TODAY + timedelta(days=7)


def test_the_day_itself_is_a_date_still() -> None:
    assert of(an_answer(), interview_on=TODAY).has_date


def test_a_question_that_was_never_practised_counts_as_not_remembered() -> None:
    answers = [an_answer(0) for _ in range(5)]

    half, whole = of(*answers, questions=range(2)), of(*answers, questions=range(1))

    assert half.expected == pytest.approx(whole.expected / 2)
    assert (half.practised, half.questions) == (1, 2)


def test_a_topic_counts_all_its_questions() -> None:
    answers = [an_answer(0), an_answer(7), an_answer(1)]

    found = of(*answers, questions=range(15))

    api, idempotency = found.topics
    assert (api.topic, api.practised, api.questions) == ("api-design", 2, 3)
    assert (idempotency.topic, idempotency.practised, idempotency.questions) == ("idempotency", 1, 2)
    assert api.expected == pytest.approx(recall(known([0], answers)[0].memory, found.until) * 2 / 3)


def test_what_is_weak_is_practised_and_fades() -> None:
    found = of(an_answer(0, days_ago=90), an_answer(1, days_ago=200), an_answer(2), interview_on=TODAY)

    assert [each.key for each in found.weak] == [a_key(1), a_key(0)]
    assert all(each.expected < 0.8 for each in found.weak)


def test_weeks_begin_on_monday_and_an_empty_one_is_there() -> None:
    found = of(
        an_answer(days_ago=0, seconds=30),
        an_answer(days_ago=2, seconds=45),  # Monday
        an_answer(days_ago=3),  # Sunday
        an_answer(days_ago=7 * WEEKS),
    )

    assert [(each.answers, each.seconds) for each in found.weeks] == [(0, 0)] * 4 + [(1, 60), (2, 75)]
    assert found.weeks[-1].monday == TODAY - timedelta(days=2)
    assert found.weeks[0].monday == found.weeks[-1].monday - timedelta(weeks=WEEKS - 1)


def test_days_are_counted_once() -> None:
    answers = [an_answer(each, days_ago=each // 2) for each in range(6)]

    assert of(*answers).days == 3


def test_lengths_are_compared_with_the_examples() -> None:
    answers = [an_answer(seconds=each) for each in (10, 59, 60, 120, 121)]

    assert of(*answers).lengths == Lengths(shorter=2, fitting=2, longer=1)


def test_lengths_are_those_of_the_latest_answers() -> None:
    answers = [an_answer(seconds=10), *(an_answer() for _ in range(LATEST))]

    assert of(*answers).lengths == Lengths(shorter=0, fitting=LATEST, longer=0)


def test_an_answer_without_a_measure_is_not_compared() -> None:
    assert of(an_answer(seconds=None), an_answer(examples=None)).lengths.total == 0


def test_grades_stay_in_their_order() -> None:
    found = of(an_answer(grade=Grade.MIXED, days_ago=4), an_answer(days_ago=3), an_answer(grade=Grade.STRONG))

    assert [each.grade for each in found.grades] == [Grade.MIXED, Grade.STRONG]


def test_a_second_attempt_gains_and_loses_key_points() -> None:
    found = of(
        an_answer(ticked=frozenset({FIRST, SECOND}), days_ago=5),
        an_answer(days_ago=3),
        an_answer(ticked=frozenset({SECOND, THIRD})),
    )

    (retry,) = found.retries
    assert found.tried_again == 2
    assert (retry.of, retry.first, retry.latest) == (3, 2, 2)
    assert (retry.gained, retry.lost) == ((THIRD,), (FIRST,))


def test_two_judges_are_never_compared() -> None:
    coach, own = an_answer(covered=frozenset({FIRST}), days_ago=5), an_answer(ticked=frozenset(POINTS))

    assert of(coach, own).retries == ()


def test_coaches_outrank_the_candidates_own_ticks() -> None:
    first = an_answer(covered=frozenset({FIRST}), ticked=frozenset(), days_ago=5)
    latest = an_answer(covered=frozenset({FIRST, THIRD}), ticked=frozenset())

    (retry,) = of(first, latest).retries

    assert retry.gained == (THIRD,)


def test_only_key_points_that_both_versions_have_are_compared() -> None:
    first = an_answer(ticked=frozenset({FIRST}), days_ago=5)
    latest = an_answer(ticked=frozenset({FIRST, "New"}), key_points=(FIRST, "New"))

    (retry,) = of(first, latest).retries

    assert (retry.of, retry.first, retry.latest, retry.gained) == (1, 1, 1, ())


def test_a_question_that_became_another_one_is_not_compared() -> None:
    latest = an_answer(ticked=frozenset({"New"}), key_points=("New",))

    assert of(an_answer(ticked=frozenset({FIRST}), days_ago=5), latest).retries == ()


def test_a_question_of_a_bank_that_is_gone_counts_as_an_answer() -> None:
    found = of(*(an_answer(50 + each) for each in range(5)))

    assert found.answers == 5
    assert found.weeks[-1].answers == 5
    assert (found.practised, found.topics, found.weak) == (0, (), ())


@pytest.mark.parametrize("count", [5, 50, 1000, 5000])
def test_all_figures_agree(count: int) -> None:
    found = many(count)

    assert found is not None
    assert found.answers == count
    assert 0 <= found.expected <= found.expected_today <= 1
    assert found.lengths.total == min(count, LATEST)
    assert sum(each.answers for each in found.weeks) <= count
    for each in found.retries:
        assert each.latest == each.first + len(each.gained) - len(each.lost) <= each.of
