"""After a start or a lost connection the bot reads what it missed, before anything newer is looked at."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from bot.core.content import UserId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.inbound.sweep import READINGS_AT_ONCE
from bot.interviewing.domain.events import EndPressed, NextPressed, SkipPressed
from bot.interviewing.domain.model import Phase
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, SendingFailed, SendingRefused
from playground.world.bell import PATIENCE
from tests.builders import CANDIDATE, NOON
from tests.usecases.interrupted import Interrupted
from tests.usecases.process import Process

BUSY = SendingFailed("503")


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - the fake has no event for each thing that a test may wait for
            await asyncio.sleep(0.005)


async def read_by_all(bot: Process) -> None:
    """A new connection, and everyone is caught up with."""
    bot.door.connection_is_new()
    bot.door.begin()
    sweep = bot.door._candidates._sweeping
    assert sweep is not None
    async with asyncio.timeout(PATIENCE):
        await sweep


async def test_what_was_written_while_the_bot_was_away_is_stored_in_order(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("Heard.")
    for number in range(30):
        bot.discord.write(CANDIDATE, f"line {number}")

    await read_by_all(bot)

    assert (await bot.answers())[0] == ["Heard.", *(f"line {number}" for number in range(30))]


async def test_what_was_edited_and_deleted_meanwhile_is_so_afterwards(bot: Process) -> None:
    await bot.ask_first()
    kept = await bot.say("Teh answer.")
    gone = await bot.say("Gone.")
    bot.discord.edit_own(kept, "The answer.")
    bot.discord.take_away(gone.channel, gone.id)

    await read_by_all(bot)
    await bot.deliver(CANDIDATE)

    assert (await bot.answers())[0] == ["The answer."]
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: The answer."]


async def test_an_answer_that_was_edited_into_nothing_is_none(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.say("Never mind.")
    bot.discord.edit_own(message, " ")

    await read_by_all(bot)

    assert (await bot.lookups.live_interview(CANDIDATE)).phase is Phase.ASKED


async def test_answers_to_earlier_questions_are_caught_up_with_too(bot: Process) -> None:
    await bot.ask_first()
    first = await bot.answer("One.")
    gone = await bot.answer("Gone.")
    await bot.press(NextPressed(at=bot.clock()))
    await bot.deliver(CANDIDATE)
    bot.discord.edit_own(first, "One, edited.")
    bot.discord.take_away(gone.channel, gone.id)

    await read_by_all(bot)

    assert (await bot.answers())[:2] == [["One, edited."], []]


async def test_reading_twice_changes_nothing(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Missed.")
    await read_by_all(bot)
    await bot.deliver(CANDIDATE)
    before = await bot.live()

    await read_by_all(bot)

    assert await bot.live() == before
    assert await bot.waiting() == []


async def test_what_others_wrote_and_what_is_no_answer_is_left_alone(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "   ")

    await read_by_all(bot)

    assert (await bot.answers())[0] == []


async def test_messages_before_the_interview_are_none_of_it(bot: Process) -> None:
    bot.discord.write(CANDIDATE, "Is anybody there?")
    await bot.ask_first()

    await read_by_all(bot)

    assert (await bot.answers())[0] == []


async def test_all_who_are_in_an_interview_are_read(bot: Process) -> None:
    everyone = [UserId(number) for number in range(1, 13)]
    for each in everyone:
        await bot.ask_first(each)
        bot.discord.write(each, "Missed.")
    idle = UserId(99)
    await bot.ask_first(idle)
    await bot.press(EndPressed(at=NOON), idle)

    await read_by_all(bot)

    assert [(await bot.answers(each))[0] for each in everyone] == [["Missed."]] * 12
    assert bot.discord.requests.count("read") == 13, "who has ended it may have written something before"
    await read_by_all(bot)
    assert bot.discord.requests.count("read") == 13 + 12, "after the end once"


async def test_an_event_waits_until_what_came_before_is_stored(bot: Process) -> None:
    """Out of order the press would be refused."""
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Missed.")

    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert await bot.press(NextPressed(at=NOON)) is Outcome.RECORDED
    assert (await bot.answers())[:2] == [["Missed."], []]


async def test_a_candidate_is_read_once_a_connection(bot: Process) -> None:
    await bot.ask_first()
    for _ in range(5):
        await bot.door.candidate_ready(CANDIDATE, channel=None)
    await read_by_all(bot)
    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert bot.discord.requests.count("read") == 2


async def test_a_new_connection_reads_again(bot: Process) -> None:
    await bot.ask_first()
    await bot.door.candidate_ready(CANDIDATE, channel=None)
    bot.discord.write(CANDIDATE, "Missed.")
    bot.door.connection_is_new()

    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert (await bot.answers())[0] == ["Missed."]


async def test_what_is_read_before_the_connection_stands_is_read_again_when_it_does(bot: Process) -> None:
    """What is written in between is replayed to nobody."""
    await bot.ask_first()
    bot.door.connection_is_new()
    await bot.door.candidate_ready(CANDIDATE, channel=None)
    bot.discord.write(CANDIDATE, "Written while it was being made.")

    bot.door.begin()
    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert (await bot.answers())[0] == ["Written while it was being made."]


async def test_somebody_without_an_interview_passes_at_once(bot: Process) -> None:
    await bot.door.candidate_ready(UserId(99), channel=None)

    assert bot.discord.requests == []


async def test_those_who_wait_are_let_through_in_the_order_in_which_they_came(bot: Process) -> None:
    await bot.ask_first()
    stalled = bot.discord.stall("read")
    passed: list[int] = []

    async def pass_through(number: int) -> None:
        await bot.door.candidate_ready(CANDIDATE, channel=None)
        passed.append(number)

    waiting = [asyncio.create_task(pass_through(number)) for number in range(10)]
    await stalled.reached.wait()
    assert passed == []
    stalled.released.set()
    await asyncio.gather(*waiting)

    assert passed == [*range(10)]


async def test_nobody_slips_through_between_the_end_of_the_reading_and_those_who_waited(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Missed.")
    stalled = bot.discord.stall("read")
    passed: list[str] = []
    tasks: list[asyncio.Task[None]] = []

    async def pass_through(name: str) -> None:
        await bot.door.candidate_ready(CANDIDATE, channel=None)
        passed.append(name)

    def arrive_in_the_last_moment(_reading: asyncio.Task[bool]) -> None:
        tasks.append(asyncio.create_task(pass_through("last")))

    tasks.append(asyncio.create_task(pass_through("first")))
    await stalled.reached.wait()
    bot.door._candidates._readings[CANDIDATE].task.add_done_callback(arrive_in_the_last_moment)
    stalled.released.set()
    await until(lambda: len(passed) == 2)

    assert passed == ["first", "last"]
    await asyncio.gather(*tasks)


async def test_a_connection_lost_while_reading_keeps_those_who_wait_until_it_is_read_again(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Missed.")
    lost, stalled = bot.discord.stall("read"), bot.discord.stall("read")
    passing = asyncio.create_task(bot.door.candidate_ready(CANDIDATE, channel=None))
    await lost.reached.wait()
    bot.door.connection_is_new()
    bot.door.begin()
    await stalled.reached.wait()
    assert not passing.done()

    stalled.released.set()
    await passing

    assert (await bot.answers())[0] == ["Missed."]


async def test_an_old_reading_cannot_bring_back_old_words(bot: Process) -> None:
    """It was cut off by a new connection; what it had read is outdated."""
    await bot.ask_first()
    message = bot.discord.write(CANDIDATE, "Teh answer.")
    old = bot.discord.stall("read", carried_out=True)
    bot.door.begin()
    await old.reached.wait()
    bot.discord.edit_own(message, "The answer.")
    await read_by_all(bot)
    assert (await bot.answers())[0] == ["The answer."]

    old.released.set()
    await asyncio.sleep(0.05)

    assert (await bot.answers())[0] == ["The answer."]


@pytest.mark.parametrize(
    "error", [BUSY, ChannelGone("404"), DeliveryForbidden("403"), SendingRefused("400"), ZeroDivisionError()]
)
async def test_a_history_that_cannot_be_read_keeps_nobody_waiting(
    bot: Process, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.ask_first()
    bot.discord.fail("read", error)

    with caplog.at_level(logging.CRITICAL):
        await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert await bot.interviews.record_answer(bot.discord.write(CANDIDATE, "In hand.")) is Outcome.RECORDED


async def test_a_history_that_could_not_be_read_is_read_at_the_next_event(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Missed.")
    bot.discord.fail("read", BUSY)
    await bot.door.candidate_ready(CANDIDATE, channel=None)
    assert (await bot.answers())[0] == []

    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert (await bot.answers())[0] == ["Missed."]


async def test_a_history_that_could_not_be_read_is_read_without_another_event(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Missed.")
    bot.discord.fail("read", BUSY)

    await read_by_all(bot)

    assert (await bot.answers())[0] == ["Missed."]


async def test_a_history_that_cannot_be_read_for_long_is_told_once(
    bot: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.ask_first()
    for _ in range(3):
        bot.discord.fail("read", BUSY)
        await bot.door.candidate_ready(CANDIDATE, channel=None)
    await bot.door.candidate_ready(CANDIDATE, channel=None)
    assert caplog.messages == ["catch-up postponed"]

    bot.door.connection_is_new()
    bot.discord.fail("read", BUSY)
    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert caplog.messages == ["catch-up postponed"] * 2, "it is another outage"


async def test_what_was_read_before_it_broke_off_is_stored_and_sent(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "One.")
    bot.discord.write(CANDIDATE, "Two.")
    bot.discord.fail("read on", BUSY)
    before = len(bot.committed)

    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert (await bot.answers())[0] == ["One."]
    assert any(each.parcels for each in bot.committed[before:]), "else its panel waits until somebody happens to look"


async def test_an_edit_that_is_heard_of_while_the_history_is_read_is_the_newest(bot: Process) -> None:
    """The page was read before it; its messages are followed one by one."""
    await bot.ask_first()
    written = await bot.say("Frist, the result.")
    page = bot.discord.stall("read", carried_out=True)
    reading = asyncio.create_task(bot.door.candidate_ready(CANDIDATE, channel=None))
    await page.reached.wait()

    edited = replace(bot.discord.edit_own(written, "First, the result."), edited_at=NOON)
    assert await bot.direct_messages.edit(edited) is Outcome.RECORDED
    page.released.set()
    await reading

    assert (await bot.answers())[0] == ["First, the result."]


async def test_a_reading_that_broke_off_withdraws_nothing(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("One.")
    await bot.say("Two.")
    bot.discord.fail("read on", BUSY)

    await bot.door.candidate_ready(CANDIDATE, channel=None)

    assert (await bot.answers())[0] == ["One.", "Two."]


async def test_a_database_that_cannot_be_read_is_tried_again(
    bot: Process, units: Interrupted, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Missed.")

    async def fail() -> None:
        raise ZeroDivisionError

    units.before("candidates.to_catch_up_with", fail)
    with caplog.at_level(logging.CRITICAL):
        await read_by_all(bot)

    assert (await bot.answers())[0] == ["Missed."]


async def test_a_message_whose_storing_failed_unexpectedly_is_read_again(bot: Process, units: Interrupted) -> None:
    await bot.ask_first()
    await bot.door.candidate_ready(CANDIDATE, channel=None)
    message = bot.discord.write(CANDIDATE, "Not stored at once.")

    async def fail() -> None:
        raise ZeroDivisionError

    units.before("interviews.save", fail)
    with pytest.raises(ZeroDivisionError):
        async with bot.door.candidate(CANDIDATE, channel=message.channel):
            await bot.direct_messages.record(message)

    async with asyncio.timeout(PATIENCE):
        while (await bot.answers())[0] != ["Not stored at once."]:  # noqa: ASYNC110 - nobody tells of changes
            await asyncio.sleep(0.005)


async def test_a_first_question_that_is_not_known_to_have_arrived_is_waited_for(bot: Process) -> None:
    """The bot was killed between sending it and knowing so; the candidate answered meanwhile."""
    await bot.begin()
    bot.discord.fail("send", BUSY, carried_out=True)
    await bot.deliver(CANDIDATE)
    bot.discord.write(CANDIDATE, "Missed.")
    bot.door.begin()
    await bot.door.candidate_ready(CANDIDATE, channel=None)
    assert bot.discord.requests.count("read") == 0

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)
    sweep = bot.door._candidates._sweeping
    assert sweep is not None
    async with asyncio.timeout(PATIENCE):
        await sweep

    assert (await bot.answers())[0] == ["Missed."]
    assert (await bot.lookups.live_interview(CANDIDATE)).phase is Phase.ANSWERED


async def test_a_later_question_that_is_not_known_to_have_arrived_gets_its_answer(bot: Process) -> None:
    await bot.ask_first()
    await bot.press(SkipPressed(at=NOON))
    bot.discord.fail("send", BUSY, carried_out=True)
    await bot.deliver(CANDIDATE)
    bot.discord.write(CANDIDATE, "Missed.")
    await read_by_all(bot)

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert (await bot.answers())[:2] == [[], ["Missed."]]


async def test_histories_are_read_a_few_at_a_time(bot: Process) -> None:
    everyone = [UserId(number) for number in range(1, 21)]
    for each in everyone:
        await bot.ask_first(each)
    stalled = [bot.discord.stall("read") for _ in everyone]
    bot.door.begin()
    await until(lambda: bot.discord.requests.count("read") == READINGS_AT_ONCE)
    await asyncio.sleep(0.05)

    assert bot.discord.requests.count("read") == READINGS_AT_ONCE
    for each in stalled:
        each.released.set()
    await until(lambda: bot.discord.requests.count("read") == 20)


async def test_stopping_leaves_nothing_running(bot: Process) -> None:
    await bot.ask_first()
    stalled = bot.discord.stall("read")
    before = asyncio.all_tasks()
    bot.door.begin()
    waiting = asyncio.create_task(bot.door.candidate_ready(CANDIDATE, channel=None))
    await stalled.reached.wait()

    async with asyncio.timeout(PATIENCE):
        await bot.door.stop()
        await waiting

    assert asyncio.all_tasks() <= before


async def test_a_forward_in_the_history_is_no_answer(bot: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    await bot.ask_first()
    seen = bot.discord.write(CANDIDATE, "Somebody else's words.")

    async def read(*_: object, **__: object) -> AsyncIterator[IncomingMessage]:
        yield IncomingMessage(id=seen.id, author=CANDIDATE, channel=seen.channel, text=seen.text, forwarded=True)

    monkeypatch.setattr(bot.discord, "read", read)

    await read_by_all(bot)

    assert (await bot.answers())[0] == []
