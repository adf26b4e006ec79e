"""An interview is begun whole or not at all, and a candidate is in one at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.banks.format.model import Difficulty
from bot.banks.usecases.errors import NoSuchBank
from bot.core.content import ServerId, UserId
from bot.core.outcome import Outcome
from bot.interviewing.domain.effects import AskQuestion
from bot.interviewing.domain.errors import (
    AlreadyInInterview,
    NoInterview,
    NoSuchStart,
    NothingFits,
    QuestionsGone,
    TooManyBanksChosen,
    TopicNotInBank,
)
from bot.interviewing.domain.events import EndPressed, SkipPressed
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.plan import ChosenQuestions, Plan, QuestionReference
from bot.outbound.handler import Delivery
from bot.outbound.messenger import SendingFailed
from bot.outbound.pacing import REPLY_GRACE
from tests.builders import CANDIDATE, NOON
from tests.usecases.process import Process, a_cause

STRIPE = Plan(banks=("stripe",))


async def test_a_new_interview_waits_for_its_first_question_to_arrive(bot: Process) -> None:
    outcome = await bot.interviews.start(
        CANDIDATE,
        Plan(banks=("stripe",), questions=3, mode=Mode.LIVE),
        cause="interaction:1",
        server=ServerId(5),
        locale="de",
    )

    assert outcome is Outcome.RECORDED
    interview = await bot.lookups.live_interview(CANDIDATE)
    assert (interview.phase, interview.mode, interview.position) == (Phase.OPENING, Mode.LIVE, 1)
    assert (interview.present.bank.title, interview.server, interview.locale) == ("Stripe", 5, "de")
    assert [each.number for each in interview.rounds] == [1, 2, 3]
    assert interview.started_at == interview.present.asked_at == NOON
    [parcel] = await bot.waiting()
    assert (parcel.effect, parcel.cause, parcel.due_at) == (AskQuestion(number=1), "interaction:1", NOON)


async def test_it_is_open_once_its_first_question_has_arrived(bot: Process) -> None:
    interview = await bot.ask_first()

    assert interview.phase is Phase.ASKED
    assert interview.present.question_message == bot.discord.id_of(CANDIDATE, "question 1")
    assert await bot.waiting() == []


async def test_the_same_mock_twice_begins_one_interview(bot: Process) -> None:
    outcomes = await asyncio.gather(*(bot.interviews.start(CANDIDATE, STRIPE, cause="interaction:1") for _ in range(3)))
    await bot.deliver(CANDIDATE)
    outcomes.append(await bot.interviews.start(CANDIDATE, STRIPE, cause="interaction:1"))

    assert sorted(each.name for each in outcomes) == ["DUPLICATE", "DUPLICATE", "DUPLICATE", "RECORDED"]
    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]


async def test_a_second_start_is_refused_while_one_is_live(bot: Process) -> None:
    interview = await bot.ask_first()

    with pytest.raises(AlreadyInInterview) as refusal:
        await bot.begin(banks=("github",))

    assert refusal.value.bank == "Stripe"
    assert await bot.live() == interview
    assert await bot.waiting() == []


async def test_a_refused_start_may_be_confirmed_under_the_same_cause(bot: Process) -> None:
    """What was refused has not happened."""
    await bot.ask_first()
    cause = a_cause()
    with pytest.raises(AlreadyInInterview):
        await bot.interviews.start(CANDIDATE, STRIPE, cause=cause)

    outcome = await bot.interviews.start(CANDIDATE, STRIPE, cause=cause, instead_of_live=True)

    assert outcome is Outcome.RECORDED


async def test_a_start_instead_of_the_live_one_finishes_that(bot: Process) -> None:
    old = await bot.ask_first()
    await bot.answer("Half an answer.")

    await bot.interviews.start(CANDIDATE, Plan(banks=("github",)), cause=a_cause(), instead_of_live=True)

    finished = await bot.interview(old.id)
    assert (finished.phase, finished.ended_at) == (Phase.ENDED, bot.clock())
    assert [part.text for part in finished.round(1).parts] == ["Half an answer."]
    new = await bot.lookups.live_interview(CANDIDATE)
    assert (new.present.bank.slug, new.phase) == ("github", Phase.OPENING)


async def test_a_start_instead_of_a_live_one_that_is_not_there_just_starts(bot: Process) -> None:
    outcome = await bot.interviews.start(CANDIDATE, STRIPE, cause=a_cause(), instead_of_live=True)

    assert outcome is Outcome.RECORDED


async def test_an_interview_whose_first_question_never_arrived_is_replaced_without_a_trace(bot: Process) -> None:
    await bot.begin()
    never_opened = await bot.lookups.live_interview(CANDIDATE)
    with pytest.raises(AlreadyInInterview):
        await bot.begin(banks=("github",))

    await bot.interviews.start(CANDIDATE, Plan(banks=("github",)), cause=a_cause(), instead_of_live=True)

    async with bot.unit_of_work() as uow:
        assert await uow.interviews.get(never_opened.id) is None
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE) == ["question 1"]
    assert (await bot.lookups.live_interview(CANDIDATE)).present.bank.slug == "github"


async def test_the_summary_of_the_finished_interview_comes_before_the_new_question(bot: Process) -> None:
    await bot.ask_first()

    await bot.interviews.start(CANDIDATE, Plan(banks=("github",)), cause=a_cause(), instead_of_live=True)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowSummary", "question 1"]


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (Plan(banks=("strip",)), NoSuchBank),
        (Plan(banks=("",)), NoSuchBank),
        (Plan(banks=("x" * 5000,)), NoSuchBank),
        (Plan(banks=("stripe",), topic="cooking"), TopicNotInBank),
        (Plan(banks=("stripe",), difficulty=Difficulty.HARD), NothingFits),
        (Plan(banks=("stripe",), start=6), NoSuchStart),
    ],
    ids=["no such bank", "no bank", "a long name", "no such topic", "too hard", "no such start"],
)
async def test_a_plan_that_cannot_be_followed_leaves_nothing(bot: Process, plan: Plan, error: type[Exception]) -> None:
    with pytest.raises(error):
        await bot.interviews.start(CANDIDATE, plan, cause="interaction:1", reply_in=bot.channel())

    async with bot.unit_of_work() as uow:
        assert await uow.candidates.get(CANDIDATE) is None
        assert await uow.inbox.first_sight("interaction:1")
    assert await bot.live() is None


async def test_a_plan_that_cannot_be_followed_leaves_the_live_interview(bot: Process) -> None:
    interview = await bot.ask_first()

    with pytest.raises(TopicNotInBank):
        await bot.interviews.start(
            CANDIDATE, Plan(banks=("github",), topic="cooking"), cause=a_cause(), instead_of_live=True
        )

    assert await bot.live() == interview


async def test_an_unknown_bank_is_refused_with_what_may_have_been_meant(bot: Process) -> None:
    with pytest.raises(NoSuchBank) as refusal:
        await bot.begin(banks=("stripes",))

    assert refusal.value.suggestions.strip("`") == "stripe"


async def test_questions_answered_before_come_last_and_count_as_attempts(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("First attempt at number 1.")
    await bot.press(EndPressed(at=NOON))

    interview = await bot.ask_first(questions=None)

    assert [(each.bank_number, each.attempt) for each in interview.rounds] == [(2, 1), (3, 1), (4, 1), (5, 1), (1, 2)]


async def test_a_question_in_a_conversation_is_held_for_the_reply(bot: Process) -> None:
    await bot.interviews.start(CANDIDATE, STRIPE, cause=a_cause(), reply_in=bot.channel())

    [parcel] = await bot.waiting()
    assert parcel.due_at == NOON + REPLY_GRACE
    assert (await bot.known()).dm_channel == bot.channel()


async def test_candidates_do_not_stand_in_each_others_way(bot: Process) -> None:
    await asyncio.gather(*(bot.begin(UserId(number)) for number in range(1, 21)))

    async with bot.unit_of_work() as uow:
        assert set(await uow.candidates.to_catch_up_with(ended_since=NOON)) == {*range(1, 21)}


async def test_nobody_sees_the_interview_of_another(bot: Process) -> None:
    interview = await bot.ask_first()

    with pytest.raises(NoInterview):
        await bot.lookups.examples_of(UserId(2), interview.id, 1)
    with pytest.raises(NoInterview):
        await bot.lookups.live_interview(UserId(2))
    assert (await bot.lookups.examples_of(CANDIDATE, interview.id, 1)).interview == interview


async def test_an_interview_that_is_skipped_to_its_end_makes_room(bot: Process) -> None:
    await bot.ask_first(questions=1)
    await bot.press(SkipPressed(at=NOON))

    assert await bot.begin(banks=("github",)) is Outcome.RECORDED


async def test_an_interview_whose_question_may_be_on_screen_is_ended_and_not_forgotten(bot: Process) -> None:
    """Discord's answer to the sending was lost, and the candidate uses `/mock` again."""
    await bot.begin()
    first = await bot.lookups.live_interview(CANDIDATE)
    bot.discord.fail("send", SendingFailed("connection reset"), carried_out=True)
    assert await bot.deliver(CANDIDATE) is Delivery.LATER
    written = bot.discord.write(CANDIDATE, "Under the first question.")

    await bot.interviews.start(CANDIDATE, STRIPE, cause=a_cause(), instead_of_live=True)
    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "ShowSummary", "question 1"]
    ended = await bot.interview(first.id)
    assert ended.phase is Phase.ENDED
    assert ended.present.question_message is not None
    assert ended.present.question_message < written.id


BOTH = Plan(banks=("stripe", "github"))
GITHUB_3 = QuestionReference(bank="github", question="question-3")
STRIPE_1 = QuestionReference(bank="stripe", question="question-1")


async def asked(bot: Process, plan: Plan | ChosenQuestions, **how: Any) -> Interview:
    await bot.interviews.start(CANDIDATE, plan, cause=a_cause(), started_by=bot.discord.interaction(), **how)
    return await bot.lookups.live_interview(CANDIDATE)


def places(interview: Interview) -> list[tuple[str, int, int]]:
    return [(each.bank.slug, each.bank_number, each.attempt) for each in interview.rounds]


async def test_an_interview_of_two_banks_is_stored_with_the_bank_of_each_question(bot: Process) -> None:
    """Both banks have questions of the same ids: what counts is the bank and the id."""
    await bot.ask_first(questions=1)
    await bot.answer("Number 1 of Stripe.")
    await bot.press(EndPressed(at=NOON))

    interview = await asked(bot, replace(BOTH, questions=4))

    assert places(interview) == [("stripe", 2, 1), ("github", 1, 1), ("stripe", 3, 1), ("github", 2, 1)]
    assert [(each.slug, each.title, each.size) for each in interview.banks] == [
        ("stripe", "Stripe", 5),
        ("github", "Github", 5),
    ]
    whole = await asked(bot, replace(BOTH, questions=None), instead_of_live=True)
    assert places(whole)[-2:] == [("stripe", 2, 1), ("stripe", 1, 2)]


async def test_the_introductions_of_new_banks_stand_above_the_first_question(bot: Process) -> None:
    assert (await asked(bot, BOTH)).introduction == "**Stripe**\nRead this first.\n\n**Github**\nRead this first."
    await bot.deliver(CANDIDATE)
    await bot.press(EndPressed(at=NOON))

    introduced = (await asked(bot, replace(BOTH, questions=2))).introduction

    assert introduced == "**Github**\nRead this first."  # of which no question was reached


async def test_a_bank_that_is_known_is_not_introduced_again(bot: Process) -> None:
    await bot.ask_first(questions=1)

    assert (await asked(bot, BOTH, instead_of_live=True)).introduction == "**Github**\nRead this first."


async def test_a_bank_named_twice_counts_once_and_too_many_are_refused(bot: Process) -> None:
    interview = await asked(bot, Plan(banks=("github", "github"), questions=None))
    assert places(interview) == [("github", number, 1) for number in range(1, 6)]

    with pytest.raises(TooManyBanksChosen):
        await asked(bot, Plan(banks=tuple(f"bank-{number}" for number in range(6))), instead_of_live=True)


async def test_questions_chosen_one_by_one_are_asked_in_that_order(bot: Process) -> None:
    await bot.ask_first(questions=1)
    await bot.answer("Number 1 of Stripe.")
    await bot.press(EndPressed(at=NOON))
    gone = (QuestionReference(bank="gone", question="question-1"), QuestionReference(bank="stripe", question="gone"))

    interview = await asked(bot, ChosenQuestions(questions=(GITHUB_3, *gone, STRIPE_1), mode=Mode.LIVE))

    assert places(interview) == [("github", 3, 1), ("stripe", 1, 2)]
    assert interview.mode is Mode.LIVE


async def test_chosen_questions_that_are_all_gone_are_refused(bot: Process) -> None:
    with pytest.raises(QuestionsGone):
        await asked(bot, ChosenQuestions(questions=(QuestionReference(bank="gone", question="question-1"),)))

    assert await bot.lookups.interview_under_way(CANDIDATE) is None


async def test_a_live_interview_stands_in_the_way_of_chosen_questions_until_it_is_parked(bot: Process) -> None:
    first = await bot.ask_first(banks=("stripe", "github"))
    plan = ChosenQuestions(questions=(GITHUB_3,))
    with pytest.raises(AlreadyInInterview) as refusal:
        await asked(bot, plan)
    assert (refusal.value.bank, refusal.value.second, refusal.value.more) == ("Stripe", "Github", 1)

    second = await asked(bot, plan, before_live=True)

    assert places(second) == [("github", 3, 1)]
    assert (await bot.interview(first.id)).parked_by is not None
