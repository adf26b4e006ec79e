"""Buttons and commands move the candidate's own live interview, each press once."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.content import InterviewId, UserId
from bot.core.outcome import Outcome
from bot.interviewing.domain.effects import AskQuestion
from bot.interviewing.domain.errors import InterviewEnded, NoInterview, NotAnsweredYet, OtherInterview, StaleButton
from bot.interviewing.domain.events import Control, EndPressed, HintPressed, NextPressed, ResumePressed, SkipPressed
from bot.interviewing.domain.model import Phase
from bot.outbound.pacing import REPLY_GRACE
from tests.builders import CANDIDATE, NOON
from tests.usecases.process import Process, a_cause

SKIP = SkipPressed(at=NOON)
END = EndPressed(at=NOON)


async def test_a_press_is_stored_with_what_follows_from_it(bot: Process) -> None:
    await bot.ask_first()

    outcome = await bot.interviews.control(CANDIDATE, SKIP, cause="interaction:1")

    assert outcome is Outcome.RECORDED
    assert (await bot.lookups.live_interview(CANDIDATE)).position == 2
    [parcel] = await bot.waiting()
    assert (parcel.effect, parcel.cause, parcel.due_at) == (AskQuestion(number=2), "interaction:1", NOON)


@pytest.mark.parametrize("event", [SKIP, HintPressed(), END], ids=lambda event: type(event).__name__)
@pytest.mark.parametrize("by_button", [True, False], ids=["button", "command"])
async def test_the_same_press_twice_is_one(bot: Process, event: Control, by_button: bool) -> None:
    interview = await bot.ask_first()
    named = interview.id if by_button else None

    outcomes = [
        await bot.interviews.control(CANDIDATE, event, cause="interaction:1", interview=named) for _ in range(2)
    ]

    assert outcomes == [Outcome.RECORDED, Outcome.DUPLICATE]
    assert len(await bot.waiting()) == 1


async def test_the_same_press_at_the_same_time_is_one(bot: Process) -> None:
    await bot.ask_first()

    outcomes = await asyncio.gather(*(bot.interviews.control(CANDIDATE, SKIP, cause="interaction:1") for _ in range(5)))

    assert sorted(each.name for each in outcomes) == ["DUPLICATE"] * 4 + ["RECORDED"]
    assert (await bot.lookups.live_interview(CANDIDATE)).position == 2


async def test_a_refused_press_changes_nothing(bot: Process) -> None:
    interview = await bot.ask_first()

    with pytest.raises(NotAnsweredYet):
        await bot.interviews.control(CANDIDATE, NextPressed(at=NOON), cause="interaction:1")

    assert await bot.live() == interview
    assert await bot.waiting() == []
    async with bot.unit_of_work() as uow:
        assert await uow.inbox.first_sight("interaction:1")


async def test_a_button_of_an_earlier_question_is_stale(bot: Process) -> None:
    interview = await bot.ask_first()
    await bot.press(SKIP)

    with pytest.raises(StaleButton):
        await bot.press(SkipPressed(at=NOON, question_number=1), interview=interview.id)


async def test_without_an_interview_there_is_nothing_to_press(bot: Process) -> None:
    with pytest.raises(NoInterview):
        await bot.press(SKIP)


async def test_a_button_of_an_interview_that_is_over_says_so(bot: Process) -> None:
    old = await bot.ask_first()
    await bot.press(END)

    with pytest.raises(InterviewEnded):
        await bot.press(SKIP, interview=old.id)
    new = await bot.ask_first()
    with pytest.raises(OtherInterview):
        await bot.press(SKIP, interview=old.id)

    assert (await bot.lookups.live_interview(CANDIDATE)).position == new.position


async def test_a_button_of_somebody_elses_interview_is_refused(bot: Process) -> None:
    theirs = await bot.ask_first()
    stranger = UserId(2)

    with pytest.raises(InterviewEnded):
        await bot.press(END, stranger, interview=theirs.id)
    await bot.ask_first(stranger)
    with pytest.raises(OtherInterview):
        await bot.press(END, stranger, interview=theirs.id)
    with pytest.raises(OtherInterview):
        await bot.press(END, stranger, interview=InterviewId(2**62))

    assert await bot.live() == theirs


async def test_an_interview_can_be_ended_before_its_first_question_arrives(bot: Process) -> None:
    await bot.begin()

    await bot.press(END)
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE) == ["ShowSummary"]
    assert await bot.live() is None


async def test_in_a_conversation_what_follows_is_held_for_the_reply(bot: Process) -> None:
    await bot.ask_first()

    await bot.interviews.control(CANDIDATE, SKIP, cause=a_cause(), reply_in=bot.channel())

    [parcel] = await bot.waiting()
    assert parcel.due_at == NOON + REPLY_GRACE


async def test_resuming_asks_the_present_question_again(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("So far.")

    await bot.press(ResumePressed(at=bot.clock()))
    await bot.deliver(CANDIDATE)
    await bot.answer("And further.")

    assert (await bot.lookups.live_interview(CANDIDATE)).phase is Phase.ANSWERED
    assert bot.discord.of_bot(CANDIDATE) == [
        "question 1",
        "panel 1: So far.",
        "question 1",
        "panel 1: So far. / And further.",
    ]
