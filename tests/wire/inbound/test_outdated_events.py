"""What waited for a history while the session ended and another began counts as it stands now, not as it was."""

from __future__ import annotations

import asyncio

import pytest

from playground.traffic.faults import Hold
from playground.traffic.recorded_request import RecordedRequest
from playground.world.bell import PATIENCE
from tests.wire.inbound.reconnecting import MESSAGES, in_hand, reconnected
from tests.wire.journey import Journey, is_panel, says, words
from tests.wire.practice import Practice

READINGS = 2
"""One may begin just before the new session, and is begun again in it."""
HELD_BACK = "Forget that I said this."


async def reconnected_once_more(journey: Journey, channel: str, waiting: Hold) -> None:
    """The session ends while everything in hand waits for `waiting`, and the history is read in the next one only."""
    playground, before = journey.playground, len(journey.playground.gateway_sent)
    read_anew = asyncio.Event()

    def reads(request: RecordedRequest) -> bool:
        if request.params["channel_id"] != channel:
            return False
        if any(each.name == "READY" for each in playground.gateway_sent[before:]):
            read_anew.set()
        return True

    held = [playground.faults.hold_before(method="GET", route=MESSAGES, when=reads) for _ in range(READINGS)]
    playground.gateway.invalidate_sessions()
    async with asyncio.timeout(PATIENCE):
        await read_anew.wait()
    waiting.drop()
    for each in held:
        each.release()


async def says_while_it_waits(candidate: Journey, text: str = "", **kinds: object) -> tuple[str, Hold]:
    """The bot has this message in hand, and asks for those before; the id of the message."""
    held = await reconnected(candidate.playground, candidate.dm)
    message = await candidate.say(text, **kinds)
    await in_hand(candidate.person, candidate.general.id)
    return message["id"], held


async def deleted_unheard_of_it_is_no_part(interview: Journey, message: str, held: Hold) -> None:
    """The message is deleted before the history is read, and nobody tells the bot: only what comes later counts."""
    interview.playground.faults.lose_event("MESSAGE_DELETE")
    await interview.person.delete(interview.dm, message)
    await reconnected_once_more(interview, interview.dm, held)

    await interview.say("I wait, then repeat.")
    await interview.sees(lambda found: is_panel(1)(found) and "4 words" in words(found))
    await interview.say("Or not.")

    await interview.sees(lambda found: is_panel(1)(found) and "6 words" in words(found))


async def test_a_message_that_was_deleted_meanwhile_is_no_part_of_the_answer(interview: Journey) -> None:
    message, held = await says_while_it_waits(interview, HELD_BACK)
    await deleted_unheard_of_it_is_no_part(interview, message, held)


async def test_of_two_edits_the_last_one_counts(interview: Journey) -> None:
    await interview.answer("One.")
    message = interview.person.messages(interview.dm)[-2]["id"]
    held = await reconnected(interview.playground, interview.dm)
    await interview.person.edit(interview.dm, message, "One two.")
    await in_hand(interview.person, interview.general.id)
    interview.playground.faults.lose_event("MESSAGE_UPDATE")
    await interview.person.edit(interview.dm, message, "One two three.")
    await reconnected_once_more(interview, interview.dm, held)

    await interview.say("Four.")
    await interview.sees(lambda found: is_panel(1)(found) and "4 words" in words(found))
    await interview.say("Five.")  # both edits have been followed by then, in whatever order

    await interview.sees(lambda found: is_panel(1)(found) and "5 words" in words(found))


async def test_an_edit_of_a_message_that_was_deleted_meanwhile_does_not_bring_it_back(interview: Journey) -> None:
    message, held = await says_while_it_waits(interview, HELD_BACK)
    await interview.person.edit(interview.dm, message, HELD_BACK.upper())
    await in_hand(interview.person, interview.general.id)
    await deleted_unheard_of_it_is_no_part(interview, message, held)


async def test_a_message_that_is_still_there_counts_once(interview: Journey) -> None:
    _, held = await says_while_it_waits(interview, "I wait, then repeat.")
    await reconnected_once_more(interview, interview.dm, held)

    await interview.sees(is_panel(1))
    await interview.say("Or not.")

    await interview.sees(lambda found: is_panel(1)(found) and "6 words" in words(found))


async def test_whoever_sent_nothing_to_store_is_told_all_the_same(interview: Journey) -> None:
    _, held = await says_while_it_waits(interview, sticker=True)

    await reconnected_once_more(interview, interview.dm, held)

    await interview.sees(says("nothing in that message that I can keep as an answer"))


async def test_a_press_is_answered_all_the_same(interview: Journey) -> None:
    question = interview.of_bot()[-1]
    held = await reconnected(interview.playground, interview.dm)
    used = await interview.person.press(question["id"], "Hint")
    await reconnected_once_more(interview, interview.dm, held)

    await used.settled()

    assert not used.failed
    await interview.sees(says("Why interviewers ask this"))


@pytest.mark.parametrize("edited", [False, True], ids=["new", "edited"])
async def test_feedback_that_was_deleted_meanwhile_goes_to_nobody(practice: Practice, *, edited: bool) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, channel = practice.coach("Carl"), practice.reviews.id
    held = await reconnected(practice.playground, channel)
    message = await carl.send(channel, HELD_BACK, reply_to=card["id"])
    if edited:
        await carl.edit(channel, message["id"], HELD_BACK.upper())
    await in_hand(carl, channel)
    practice.playground.faults.lose_event("MESSAGE_DELETE")
    await carl.delete(channel, message["id"])
    again = await reconnected(practice.playground, channel)
    held.drop()
    again.release()

    await carl.send(channel, "Begin with the result.", reply_to=card["id"])

    await candice.sees(says("Begin with the result."))
    assert candice.of_bot(lambda found: HELD_BACK.lower() in words(found).lower()) == []
