"""A candidate opens answers of their own, with what coaches said, and compares attempts."""

from __future__ import annotations

import pytest

from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.events import EndPressed, Rated
from bot.interviewing.domain.plan import ChosenQuestions, QuestionReference
from bot.interviewing.domain.rating import Rating
from bot.practising.domain.history.answers import AnswerId, HistoryFilter, PageEdge
from bot.practising.domain.history.errors import NoSuchAnswer
from bot.practising.usecases.history import ANSWERS_ON_A_PAGE, ATTEMPTS_ON_A_PAGE
from bot.reviewing.domain.model import Assessment, Grade
from bot.reviewing.usecases.coach import FilledIn
from tests.builders import CANDIDATE
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, deliver_all, flagged, set_up

OTHER = UserId(1009)
ALL = HistoryFilter()


async def answered_again(bot: Process, times: int) -> AnswerId:
    """The first question of a bank, answered so often, each time in an interview of its own; the latest answer."""
    await bot.ask_first(questions=1)
    live = await bot.lookups.live_interview(CANDIDATE)
    question = QuestionReference(bank=live.present.bank.slug, question=live.present.question.id)
    await bot.answer("Attempt 1.")
    for number in range(2, times + 1):
        await bot.interviews.start(
            CANDIDATE,
            ChosenQuestions(questions=(question,)),
            cause=a_cause(),
            started_by=bot.discord.interaction(),
            instead_of_live=True,
        )
        await bot.deliver(CANDIDATE)
        await bot.answer(f"Attempt {number}.")
    return AnswerId((await bot.lookups.live_interview(CANDIDATE)).id, 1)


async def test_pages_lead_to_all_answers_and_back(bot: Process) -> None:
    await answered_again(bot, ANSWERS_ON_A_PAGE + 2)

    newest = await bot.history.page(CANDIDATE, ALL, None)
    older = await bot.history.page(CANDIDATE, ALL, PageEdge(message=newest.answers[-1].first_message))
    back = await bot.history.page(CANDIDATE, ALL, PageEdge(message=older.answers[0].first_message, newer=True))

    assert (newest.has_newer, newest.has_older, len(newest.answers)) == (False, True, ANSWERS_ON_A_PAGE)
    assert (older.has_newer, older.has_older, len(older.answers)) == (True, False, 2)
    assert back.answers == newest.answers
    assert (back.has_newer, back.has_older) == (False, True)
    assert (await bot.history.page(OTHER, ALL, None)).answers == ()


async def test_attempts_are_paged_oldest_first_beginning_with_the_last_page(bot: Process) -> None:
    latest = await answered_again(bot, ATTEMPTS_ON_A_PAGE + 1)

    last = await bot.history.attempts(CANDIDATE, latest)
    first = await bot.history.attempts(CANDIDATE, latest, 0)

    assert [each.parts[0].text for each in last.attempts] == ["Attempt 2.", "Attempt 3.", "Attempt 4."]
    assert last.before == first.attempts[0]
    assert (last.first, last.total, last.page, last.pages) == (2, 4, 1, 2)
    assert [each.parts[0].text for each in first.attempts] == ["Attempt 1.", "Attempt 2.", "Attempt 3."]
    assert [each.past.attempt for each in first.attempts] == [1, 2, 3]
    assert (first.first, first.before) == (1, None)
    assert await bot.history.attempts(CANDIDATE, latest, 9999) == last


async def test_an_answer_is_opened_with_what_its_coach_said(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    assessment = Assessment(grade=Grade.GOOD, covered=(0,), next_step="Say a number.")
    await bot.coaching.write(
        a_coach(), review, FilledIn(form="1", text="Begin with the result.", assessment=assessment), cause=a_cause()
    )
    answer = AnswerId((await bot.lookups.live_interview(CANDIDATE)).id, 1)
    assert (await bot.history.opened(CANDIDATE, answer)).feedback == (), "it has not arrived yet"

    await deliver_all(bot, review)
    opened = await bot.history.opened(CANDIDATE, answer)

    [feedback] = opened.feedback
    assert (feedback.comment.text, feedback.coach) == ("Begin with the result.", "Coach 0")
    assert feedback.message is not None
    assert opened.view.grade is not None
    assert (opened.view.grade.grade, opened.view.grade.covered) == (Grade.GOOD, 1)
    assert opened.view.standing.since is not None
    assert opened.channel == bot.channel()
    assert not opened.has_other_attempts


async def test_what_is_rated_later_is_shown_at_once(bot: Process) -> None:
    latest = await answered_again(bot, 2)
    await bot.history.page(CANDIDATE, ALL, None)

    await bot.press(Rated(question_number=1, rating=Rating.EASY), interview=latest.interview)

    assert (await bot.history.opened(CANDIDATE, latest)).of.rating is Rating.EASY
    assert [each.rating for each in (await bot.history.page(CANDIDATE, ALL, None)).answers] == [Rating.EASY, None]


async def test_nobody_opens_what_is_not_theirs_or_not_there(bot: Process) -> None:
    answer = await answered_again(bot, 1)
    await bot.ask_first(OTHER)
    await bot.press(EndPressed(at=bot.clock()))
    unanswered = AnswerId((await bot.lookups.live_interview(OTHER)).id, 1)

    for person, wanted in (
        (OTHER, answer),
        (OTHER, unanswered),
        (CANDIDATE, unanswered),
        (CANDIDATE, AnswerId(answer.interview, 0)),
        (CANDIDATE, AnswerId(answer.interview, 2)),
        (CANDIDATE, AnswerId(InterviewId(2**63 - 1), 1)),
    ):
        for look in (bot.history.opened, bot.history.require, bot.history.attempts, bot.history.question_of):
            with pytest.raises(NoSuchAnswer):
                await look(person, wanted)
    assert (await bot.history.question_of(CANDIDATE, answer)).bank == "stripe"
