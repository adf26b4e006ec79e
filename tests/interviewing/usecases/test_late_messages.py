"""What was written before the end of an interview is stored in it, however late the bot hears of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.core.outcome import Outcome
from bot.inbound.dm_history import LATELY_ENDED
from bot.interviewing.domain.errors import InDebrief
from bot.interviewing.domain.events import EndPressed, GoOnPressed, NextPressed, SkipPressed
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.interviewing.domain.plan import Plan
from bot.reviewing.usecases.outgoing import destination_of
from tests.builders import CANDIDATE, NOON, REVIEW_CHANNEL
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import send, set_up

Ending = Callable[[Process], Awaitable[object]]


async def replaced(bot: Process) -> None:
    plan, press = Plan(banks=("github",)), bot.discord.interaction()
    await bot.interviews.start(CANDIDATE, plan, cause=a_cause(), started_by=press, instead_of_live=True)


ENDINGS: dict[str, Ending] = {
    "next": lambda bot: bot.press(NextPressed(at=NOON)),
    "end": lambda bot: bot.press(EndPressed(at=NOON)),
    "replaced": replaced,
}
any_ending = pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)


async def answered(bot: Process, **options: object) -> Interview:
    """An interview of one question, with an answer and its panel."""
    interview = await bot.ask_first(**{"questions": 1, **options})
    await bot.answer("In time.")
    return interview


async def texts(bot: Process, interview: Interview) -> list[str]:
    return [part.text for part in (await bot.interview(interview.id)).round(1).parts]


async def read_by_new_connection(bot: Process) -> bool:
    bot.door.connection_is_new()
    return await bot.door._candidates._reading_in_a_hurry(CANDIDATE)


@any_ending
async def test_a_message_from_before_the_end_is_stored_after_it(bot: Process, end: Ending) -> None:
    interview = await answered(bot)
    late = bot.discord.write(CANDIDATE, "Late.")
    await end(bot)
    await bot.deliver(CANDIDATE)

    outcomes = [await bot.interviews.record_answer(late) for _ in range(2)]
    await bot.deliver(CANDIDATE)

    assert outcomes == [Outcome.RECORDED, Outcome.DUPLICATE]
    assert (await bot.interview(interview.id)).phase is Phase.ENDED
    assert await texts(bot, interview) == ["In time.", "Late."]
    shown = bot.discord.of_bot(CANDIDATE)
    assert shown.count("panel 1: In time. / Late.") == 1
    assert shown.count("UpdateOverview") == 1, "in place of the summary"
    assert "ShowSummary" not in shown
    assert await bot.waiting() == []


@any_ending
async def test_an_edit_of_a_message_that_was_never_heard_of_counts_as_written_then(bot: Process, end: Ending) -> None:
    interview = await answered(bot)
    missed = bot.discord.write(CANDIDATE, "Late.")
    await end(bot)

    assert await bot.interviews.edit_answer(missed) is Outcome.RECORDED

    assert await texts(bot, interview) == ["In time.", "Late."]


@any_ending
async def test_what_was_never_heard_of_is_read_with_the_history(bot: Process, end: Ending) -> None:
    """For a day the answers are looked at again, as they may be edited or deleted; then nobody is left to be read."""
    interview = await answered(bot)
    late = bot.discord.write(CANDIDATE, "Late.")
    await end(bot)
    await bot.deliver(CANDIDATE)
    bot.discord.write(CANDIDATE, "After the end.")

    assert await read_by_new_connection(bot)
    async with bot.unit_of_work() as uow:
        ended = [each for each in await uow.interviews.taking_messages(CANDIDATE) if each.phase is Phase.ENDED]
    assert await read_by_new_connection(bot)
    bot.clock.move(LATELY_ENDED.total_seconds())
    before = len(bot.discord.requests)
    assert await read_by_new_connection(bot)

    assert await texts(bot, interview) == ["In time.", "Late."]
    assert ended == []
    assert end is replaced or bot.discord.requests[before:] == [], "nobody is left to be read"
    assert await bot.interviews.record_answer(late) is Outcome.DUPLICATE, "there is nothing to be told"


async def gone_on(bot: Process, interview: Interview) -> None:
    press = GoOnPressed(at=bot.clock(), interaction=bot.discord.interaction())
    assert await bot.press(press, interview=interview.id) is Outcome.RECORDED
    await bot.deliver(CANDIDATE)


@pytest.mark.parametrize("was_heard", [True, False], ids=["heard", "not heard"])
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("was_read", [True, False], ids=["read before", "not read before"])
async def test_what_was_written_while_it_was_over_is_no_answer_once_it_goes_on(
    bot: Process, was_heard: bool, mode: Mode, was_read: bool
) -> None:
    interview = await answered(bot, questions=3, mode=mode, follow_ups=0)
    late = bot.discord.write(CANDIDATE, "Late.")
    while (await bot.interview(interview.id)).phase is not Phase.ENDED:
        await bot.press(EndPressed(at=NOON))
        await bot.deliver(CANDIDATE)
    talk = bot.discord.write(CANDIDATE, "That was hard, see you tomorrow.")
    if was_heard:
        assert await bot.interviews.record_answer(talk) is Outcome.NO_INTERVIEW
    if was_read:
        assert await read_by_new_connection(bot)

    await gone_on(bot, interview)
    assert await read_by_new_connection(bot)
    await bot.answer("Once more.")

    assert [text for texts in await bot.answers() for text in texts] == ["In time.", late.text, "Once more."]


async def test_what_was_edited_and_deleted_before_the_end_is_so_after_reading(bot: Process) -> None:
    interview = await bot.ask_first(questions=1)
    kept, gone = await bot.say("Teh answer."), await bot.say("Gone.")
    bot.discord.edit_own(kept, "The answer.")
    bot.discord.take_away(gone.channel, gone.id)
    await bot.press(EndPressed(at=NOON))

    assert await read_by_new_connection(bot)

    assert await texts(bot, interview) == ["The answer."]


async def test_a_coach_who_has_what_belongs_to_the_next_question_sees_it_go(bot: Process) -> None:
    await set_up(bot)
    await bot.ask_first()
    await bot.answer("One.")
    await bot.press(NextPressed(at=NOON))
    stalled = bot.discord.stall("send", carried_out=True)
    asking = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()
    await bot.say("Two.")
    assert await send(bot) is Outcome.RECORDED
    live = await bot.lookups.live_interview(CANDIDATE)
    async with bot.unit_of_work() as uow:
        [review] = await uow.reviews.of_answer(live.id, 1)
    await bot.relay.deliver(destination_of(review.id))
    assert "answer 1: One. / Two." in bot.discord.said_in(REVIEW_CHANNEL)

    stalled.released.set()
    await asking
    bot.clock.move(60)
    await bot.relay.deliver(destination_of(review.id))

    assert (await bot.answers())[:2] == [["One."], ["Two."]]
    assert "answer 1: One." in bot.discord.said_in(REVIEW_CHANNEL)


async def test_a_message_from_after_the_end_is_told_that_nothing_is_under_way(bot: Process) -> None:
    interview = await answered(bot)
    await bot.press(EndPressed(at=NOON))

    assert await bot.interviews.record_answer(bot.discord.write(CANDIDATE, "Thanks.")) is Outcome.NO_INTERVIEW
    assert await texts(bot, interview) == ["In time."]


async def test_a_message_from_between_two_interviews_is_part_of_neither(bot: Process) -> None:
    first = await answered(bot)
    await bot.press(EndPressed(at=NOON))
    between = bot.discord.write(CANDIDATE, "Once more!")
    second = await bot.ask_first(banks=("github",))

    assert await bot.interviews.record_answer(between) is Outcome.UNKNOWN
    assert await bot.interviews.edit_answer(between) is Outcome.UNKNOWN

    assert await texts(bot, first) == ["In time."]
    assert await texts(bot, second) == []


async def test_the_only_message_of_an_answer_takes_back_the_skip_and_gets_a_panel(bot: Process) -> None:
    interview = await bot.ask_first(questions=1)
    late = bot.discord.write(CANDIDATE, "Late.")
    await bot.press(SkipPressed(at=NOON))
    await bot.deliver(CANDIDATE)

    await bot.interviews.record_answer(late)
    await bot.deliver(CANDIDATE)

    stored = (await bot.interview(interview.id)).round(1)
    assert (stored.answered, stored.skipped) == (True, False)
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "UpdateOverview", "panel 1: Late."]


async def test_a_message_from_before_the_debrief_is_stored_and_one_from_within_is_refused(bot: Process) -> None:
    interview = await answered(bot, mode=Mode.LIVE, follow_ups=0)
    late = bot.discord.write(CANDIDATE, "Late.")
    await bot.press(NextPressed(at=NOON))
    assert (await bot.interview(interview.id)).phase is Phase.DEBRIEF

    assert await bot.interviews.record_answer(late) is Outcome.RECORDED
    with pytest.raises(InDebrief):
        await bot.interviews.record_answer(bot.discord.write(CANDIDATE, "Too late."))

    assert await texts(bot, interview) == ["In time.", "Late."]


async def test_a_deletion_that_comes_before_its_message_keeps_it_out_of_the_interview_that_has_ended(
    bot: Process,
) -> None:
    interview = await answered(bot)
    late = bot.discord.write(CANDIDATE, "Late.")
    await bot.press(EndPressed(at=NOON))

    assert await bot.interviews.withdraw_answer(late.id) is Outcome.UNKNOWN
    assert await bot.interviews.record_answer(late) is Outcome.DUPLICATE
    assert await texts(bot, interview) == ["In time."]


async def test_a_late_message_belongs_to_the_last_of_several_interviews_that_was_under_way(bot: Process) -> None:
    first = await answered(bot)
    for_first = bot.discord.write(CANDIDATE, "For the first.")
    await bot.press(EndPressed(at=NOON))
    second = await bot.ask_first(questions=1, banks=("github",))
    for_second = bot.discord.write(CANDIDATE, "For the second.")
    await replaced(bot)

    await bot.interviews.record_answer(replace(for_second))
    await bot.interviews.record_answer(for_first)

    assert await texts(bot, first) == ["In time.", "For the first."]
    assert await texts(bot, second) == ["For the second."]
