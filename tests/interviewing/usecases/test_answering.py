"""What a candidate writes, edits and deletes is stored before anything else happens, once and in order."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.core.content import MessageId, UserId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.interviewing.domain.effects import ShowPanel
from bot.interviewing.domain.errors import InDebrief
from bot.interviewing.domain.events import EndPressed, NextPressed
from bot.interviewing.domain.model import Mode, Phase
from tests.builders import CANDIDATE, NOON, a_voice_message
from tests.usecases.process import Process

STRANGER = UserId(2)


async def test_an_answer_is_stored_and_its_panel_waits(bot: Process) -> None:
    await bot.ask_first()

    message = await bot.say("I would ask.")

    interview = await bot.lookups.live_interview(CANDIDATE)
    assert interview.phase is Phase.ANSWERED
    assert await bot.answers() == [["I would ask."], [], [], [], []]
    [parcel] = await bot.waiting()
    assert (parcel.effect, parcel.cause) == (ShowPanel(number=1), f"message:{message.id}")


async def test_the_same_message_twice_is_one_part_of_the_answer(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.say("Once.")
    before = await bot.live()
    await bot.deliver(CANDIDATE)

    outcomes = await asyncio.gather(*(bot.interviews.record_answer(message) for _ in range(3)))

    assert outcomes == [Outcome.DUPLICATE] * 3
    assert before is not None
    assert (await bot.answers())[0] == ["Once."]
    assert await bot.waiting() == []


async def test_ten_messages_at_once_are_one_answer_in_the_order_of_writing(bot: Process) -> None:
    await bot.ask_first()
    messages = [bot.discord.write(CANDIDATE, f"line {number}") for number in range(10)]

    outcomes = await asyncio.gather(*(bot.interviews.record_answer(each) for each in reversed(messages)))

    assert outcomes == [Outcome.RECORDED] * 10
    assert (await bot.answers())[0] == [f"line {number}" for number in range(10)]
    assert [parcel.effect for parcel in await bot.waiting()] == [ShowPanel(number=1)]


async def test_use_cases_of_one_candidate_happen_in_the_order_of_the_calls(bot: Process) -> None:
    """An answer and a press on: the other way round the press would be refused."""
    await bot.ask_first()
    for number in range(1, 6):
        message = bot.discord.write(CANDIDATE, f"answer {number}")

        outcomes = await asyncio.gather(
            bot.interviews.record_answer(message), bot.press(NextPressed(at=NOON, question_number=number))
        )

        assert outcomes == [Outcome.RECORDED, Outcome.RECORDED]
        await bot.deliver(CANDIDATE)
    assert await bot.live() is None


async def test_files_and_voice_messages_are_answers(bot: Process) -> None:
    await bot.ask_first()
    spoken = replace(bot.discord.write(CANDIDATE, ""), files=(a_voice_message(),))

    assert await bot.interviews.record_answer(spoken) is Outcome.RECORDED

    [part] = (await bot.lookups.live_interview(CANDIDATE)).present.parts
    assert part.files == (a_voice_message(),)


@pytest.mark.parametrize("forwarded", [False, True], ids=["nothing in it", "a forward"])
async def test_what_is_no_answer_changes_nothing_and_is_said_once(bot: Process, forwarded: bool) -> None:
    interview = await bot.ask_first()
    message = replace(bot.discord.write(CANDIDATE, "Words." if forwarded else " \n "), forwarded=forwarded)

    outcomes = [await bot.interviews.record_answer(message) for _ in range(2)]

    assert outcomes == [Outcome.NO_ANSWER, Outcome.DUPLICATE]
    assert await bot.live() == interview
    assert await bot.waiting() == []


async def test_a_message_without_an_interview_is_told_so_once(bot: Process) -> None:
    message = bot.discord.write(STRANGER, "Where were we?")

    outcomes = [await bot.interviews.record_answer(message) for _ in range(2)]

    assert outcomes == [Outcome.NO_INTERVIEW, Outcome.DUPLICATE]
    async with bot.unit_of_work() as uow:
        assert await uow.candidates.get(STRANGER) is None, "nothing is kept of somebody who only wrote"


async def test_a_message_before_the_first_question_is_known_to_have_arrived_is_kept(bot: Process) -> None:
    await bot.begin()
    await bot.say("Impatient.")

    await bot.deliver(CANDIDATE)
    await bot.deliver(CANDIDATE)

    assert (await bot.lookups.live_interview(CANDIDATE)).phase is Phase.ANSWERED
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: Impatient."]


async def test_a_message_during_the_debrief_is_refused(bot: Process) -> None:
    await bot.ask_first(mode=Mode.LIVE, follow_ups=0)
    await bot.answer("All I know.")
    await bot.press(EndPressed(at=NOON))

    with pytest.raises(InDebrief):
        await bot.interviews.record_answer(bot.discord.write(CANDIDATE, "One more thing."))


async def test_a_late_message_belongs_to_the_question_under_which_it_was_written(bot: Process) -> None:
    await bot.ask_first()
    await bot.answer("In time.")
    late = bot.discord.write(CANDIDATE, "Held up.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)

    await bot.interviews.record_answer(late)

    assert (await bot.answers())[:2] == [["In time.", "Held up."], []]


async def test_an_edit_changes_the_answer_and_its_panel(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.answer("Teh answer.")
    edited = bot.discord.edit_own(message, "The answer.")

    outcomes = [await bot.interviews.edit_answer(edited) for _ in range(2)]
    await bot.deliver(CANDIDATE)

    assert outcomes == [Outcome.RECORDED, Outcome.RECORDED]
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: The answer."]


async def test_an_edit_that_changes_nothing_costs_no_request(bot: Process) -> None:
    """Discord reports an edit when it unfurls a link."""
    await bot.ask_first()
    message = await bot.answer("See example.org.")

    await bot.interviews.edit_answer(message)

    assert await bot.waiting() == []


async def test_an_edited_message_that_was_never_delivered_counts_as_written(bot: Process) -> None:
    await bot.ask_first()
    missed = bot.discord.write(CANDIDATE, "Second thoughts.")

    assert await bot.interviews.edit_answer(missed) is Outcome.RECORDED
    assert await bot.interviews.record_answer(missed) is Outcome.DUPLICATE

    assert (await bot.answers())[0] == ["Second thoughts."]


async def test_an_edit_of_what_was_written_before_the_question_is_none_of_ours(bot: Process) -> None:
    old = bot.discord.write(CANDIDATE, "Hello.")
    await bot.ask_first()

    assert await bot.interviews.edit_answer(old) is Outcome.UNKNOWN


async def test_an_edit_by_somebody_else_changes_nothing(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.say("Mine.")

    forged = replace(message, author=STRANGER, text="Not mine.")

    assert await bot.interviews.edit_answer(forged) is Outcome.UNKNOWN
    assert (await bot.answers())[0] == ["Mine."]


async def test_edits_and_deletions_reach_an_interview_that_has_ended(bot: Process) -> None:
    interview = await bot.ask_first()
    kept = await bot.say("Kept.")
    gone = await bot.say("Gone.")
    await bot.deliver(CANDIDATE)
    await bot.press(EndPressed(at=NOON))
    bot.clock.move(1)

    await bot.interviews.edit_answer(replace(kept, text="Kept and edited."))
    await bot.interviews.withdraw_answer(gone.id)
    await bot.deliver(CANDIDATE)

    ended = await bot.interview(interview.id)
    assert [part.text for part in ended.round(1).parts] == ["Kept and edited."]
    assert "panel 1: Kept and edited." in bot.discord.of_bot(CANDIDATE)


async def test_a_deleted_message_is_withdrawn_from_the_answer(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.say("Never mind.")

    outcomes = [await bot.interviews.withdraw_answer(message.id) for _ in range(2)]

    assert outcomes == [Outcome.RECORDED, Outcome.UNKNOWN]
    interview = await bot.lookups.live_interview(CANDIDATE)
    assert (interview.phase, interview.present.parts) == (Phase.ASKED, ())


async def test_a_withdrawn_message_does_not_come_back(bot: Process) -> None:
    await bot.ask_first()
    message = await bot.say("Never mind.")
    await bot.interviews.withdraw_answer(message.id)

    assert await bot.interviews.record_answer(message) is Outcome.DUPLICATE
    assert await bot.interviews.edit_answer(message) is Outcome.DUPLICATE
    assert (await bot.answers())[0] == []


async def test_a_message_whose_deletion_overtakes_it_is_not_stored(bot: Process) -> None:
    """Its event may wait for a history to be read, or for its turn; the deletion names no author and does not."""
    await bot.ask_first()
    message = bot.discord.write(CANDIDATE, "Never mind.")

    assert await bot.interviews.withdraw_answer(message.id) is Outcome.UNKNOWN
    assert await bot.interviews.record_answer(message) is Outcome.DUPLICATE

    assert (await bot.answers())[0] == []


async def test_a_message_deleted_while_it_is_being_stored_is_withdrawn(bot: Process) -> None:
    await bot.ask_first()
    messages = [bot.discord.write(CANDIDATE, f"line {number}") for number in range(10)]

    calls = [bot.interviews.record_answer(each) for each in messages]
    await asyncio.gather(*calls, *(bot.interviews.withdraw_answer(each.id) for each in messages))

    assert (await bot.answers())[0] == []


async def test_deleting_what_is_no_answer_is_none_of_ours(bot: Process) -> None:
    assert await bot.interviews.withdraw_answer(MessageId(1)) is Outcome.UNKNOWN


async def test_the_newest_message_and_its_channel_are_remembered(bot: Process) -> None:
    await bot.ask_first()
    newest = await bot.say("Newest.")
    older = IncomingMessage(
        id=MessageId(newest.id - 1), author=CANDIDATE, channel=newest.channel, text="Older, but heard of later."
    )
    await bot.interviews.record_answer(older)

    known = await bot.known()
    assert (known.dm_channel, known.newest_message) == (newest.channel, newest.id)


async def test_an_answer_that_is_heard_of_before_the_arrival_of_its_question_moves_there_with_its_panel(
    bot: Process,
) -> None:
    await bot.ask_first()
    await bot.answer("One.")
    await bot.press(NextPressed(at=bot.clock()))
    stalled = bot.discord.stall("send", carried_out=True)
    asking = asyncio.create_task(bot.deliver(CANDIDATE))
    await stalled.reached.wait()
    await bot.say("Two.")
    stalled.released.set()
    await asking

    bot.clock.move(1)
    await bot.deliver(CANDIDATE)

    assert (await bot.answers())[:2] == [["One."], ["Two."]]
    assert await bot.waiting() == []
    assert bot.discord.of_bot(CANDIDATE) == ["question 1", "panel 1: One.", "question 2", "panel 2: Two."]
