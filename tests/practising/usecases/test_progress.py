"""A candidate's progress is made of what is stored, of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.core.content import InterviewId, UserId, first_id_at
from bot.interviewing.domain.model import Phase
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.plan import QuestionKey
from bot.practising.domain.progress import FEWEST_ANSWERS, Progress
from bot.practising.usecases.plans import TypedPlan
from bot.practising.usecases.progress import HowItGoes
from bot.reviewing.domain.model import Assessment, Grade
from tests.builders import CANDIDATE, STRIPE, a_comment, a_part, a_question, a_review, a_round, a_server, an_interview
from tests.usecases.process import Process

NOW = datetime(2026, 12, 2, 12, tzinfo=UTC)
"""A Wednesday."""
DAY = timedelta(days=1)
OTHER = UserId(1009)
POINTS = a_question().key_points
A_MINUTE = "I would say that. " * 33  # 132 words
STUDIED = STRIPE.slug


async def answered(
    bot: Process, questions: Sequence[int], *, at: datetime = NOW, candidate: UserId = CANDIDATE, **changes: Any
) -> InterviewId:
    """An interview in which these questions of a bank were answered."""
    first = first_id_at(at)
    rounds = tuple(
        replace(
            a_round(question, parts=(a_part(first + place, A_MINUTE),), attempt=1),
            number=place,
            **changes,
        )
        for place, question in enumerate(questions, start=1)
    )
    ended = an_interview(candidate=candidate, rounds=rounds, phase=Phase.ENDED, ended_at=at, started_at=at)
    async with bot.unit_of_work() as uow:
        added = await uow.interviews.add(ended)
        await uow.commit()
    return added.id


async def goes(bot: Process, candidate: UserId = CANDIDATE) -> HowItGoes:
    bot.clock.now = NOW
    return await bot.progress.of(candidate, None)


async def progress(bot: Process) -> Progress:
    found = (await goes(bot)).progress
    assert found is not None
    return found


async def planned(bot: Process, **typed: str) -> None:
    bot.clock.now = NOW
    fields: dict[str, Any] = {"banks": (STUDIED,), **typed}
    await bot.plans.change(CANDIDATE, TypedPlan(**fields), server=None, locale="en-US")


async def test_below_five_answers_there_are_no_figures(bot: Process) -> None:
    assert await goes(bot) == HowItGoes(answers=0, progress=None, names={})
    await answered(bot, range(1, FEWEST_ANSWERS))

    assert await goes(bot) == HowItGoes(answers=FEWEST_ANSWERS - 1, progress=None, names={})


async def test_without_a_plan_the_banks_are_those_that_were_practised(bot: Process) -> None:
    await answered(bot, [1, 2, 3], at=NOW - 10 * DAY)
    await answered(bot, [1, 2])

    found = await progress(bot)

    assert (found.answers, found.practised, found.questions, found.tried_again) == (5, 3, 5, 2)
    assert (found.has_date, found.until) == (False, date(2026, 12, 9))
    assert [(each.topic, each.practised, each.questions) for each in found.topics] == [("apis", 3, 5)]
    assert 0 < found.expected < found.expected_today < 1


async def test_a_plan_gives_the_date_and_the_banks(bot: Process) -> None:
    await answered(bot, [1, 2, 3, 4, 5])
    await planned(bot, date="24 Dec", banks=("stripe", "github"))  # type: ignore[arg-type]

    found = await progress(bot)

    assert (found.has_date, found.until) == (True, date(2026, 12, 24))
    assert (found.practised, found.questions) == (5, 10)


async def test_days_are_those_of_the_candidates_zone(bot: Process) -> None:
    sunday_evening = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)  # Monday in Berlin
    await answered(bot, [1, 2, 3, 4, 5], at=sunday_evening)

    assert [each.answers for each in (await progress(bot)).weeks] == [0, 0, 0, 0, 5, 0]

    await planned(bot, zone="Berlin")
    assert [each.answers for each in (await progress(bot)).weeks] == [0, 0, 0, 0, 0, 5]


async def test_minutes_and_lengths_come_from_the_answers(bot: Process) -> None:
    await answered(bot, [1, 2, 3, 4, 5])

    found = await progress(bot)

    assert found.weeks[-1].seconds == 5 * 53
    assert (found.lengths.shorter, found.lengths.fitting, found.lengths.longer) == (0, 0, 5)  # examples: 22 to 39 s


async def test_old_answers_count_and_are_not_looked_into(bot: Process) -> None:
    for each in range(8):
        await answered(bot, [1, 2, 3, 4, 5], at=NOW - (100 + each) * DAY)

    found = await progress(bot)

    assert (found.answers, found.days, found.lengths.total) == (40, 8, 20)
    assert sum(each.answers for each in found.weeks) == 0


async def test_what_a_candidate_ticked_and_rated_counts(bot: Process) -> None:
    await answered(bot, [1, 2, 3], at=NOW - 9 * DAY, ticks=frozenset({1}), rating=Rating.STUCK)
    stuck = await goes(bot)
    await answered(bot, [1, 2, 3], ticks=frozenset({2, 3}), rating=Rating.EASY)

    found = await goes(bot)

    assert stuck.progress is None
    assert found.progress is not None
    retry = found.progress.retries[0]
    assert (retry.of, retry.first, retry.latest) == (3, 1, 2)
    assert (retry.gained, retry.lost) == (POINTS[1:], POINTS[:1])
    assert found.names[retry.key].text == a_question(1).text
    assert found.names[retry.key].bank == "Stripe"


async def test_a_rating_decides_how_much_is_remembered(bot: Process) -> None:
    await answered(bot, [1, 2, 3, 4, 5], rating=Rating.STUCK)
    await answered(bot, [1, 2, 3, 4, 5], at=NOW - timedelta(hours=1), rating=Rating.EASY, candidate=OTHER)

    stuck, easy = (await goes(bot)).progress, (await goes(bot, OTHER)).progress

    assert stuck is not None
    assert easy is not None
    assert stuck.expected < easy.expected
    assert [each.key for each in stuck.weak] == [
        QuestionKey(bank=STUDIED, question=f"question-{n}") for n in range(1, 6)
    ]
    assert easy.weak == ()


async def test_coaches_grades_and_key_points_are_there_once_delivered(bot: Process) -> None:
    await answered(bot, [2, 3, 4], at=NOW - 8 * DAY)
    first = await answered(bot, [1], at=NOW - 6 * DAY)
    latest = await answered(bot, [1])
    async with bot.unit_of_work() as uow:
        await uow.servers.save(a_server())
        for interview, grade, covered in ((first, Grade.MIXED, (0,)), (latest, Grade.STRONG, (0, 2))):
            said = a_comment(1, assessment=Assessment(grade=grade, covered=covered), source=None)
            await uow.reviews.add(a_review(interview=interview, comments=(said,)))
        await uow.commit()

    found = await progress(bot)

    assert [each.grade for each in found.grades] == [Grade.MIXED, Grade.STRONG]
    assert [each.on for each in found.grades] == [date(2026, 11, 26), date(2026, 12, 2)]
    assert [(each.first, each.latest, each.gained) for each in found.retries] == [(1, 2, (POINTS[2],))]


async def test_somebody_elses_answers_are_theirs(bot: Process) -> None:
    await answered(bot, [1, 2, 3, 4, 5], candidate=OTHER)

    assert (await goes(bot)).answers == 0
