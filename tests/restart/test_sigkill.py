"""SIGKILL at every step: no answer is lost, nothing is said twice, and the candidate can go on."""

from __future__ import annotations

import pytest

from tests.restart.bot_process import BotProcess
from tests.restart.hours import MovableClock
from tests.restart.nursery import ForkedBot
from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, is_panel, is_question, says, words

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
async def begun(process: BotProcess, new_candidate: NewCandidate) -> Journey:  # noqa: ARG001 - it has to run
    """A candidate whose first question has just been asked by a bot in a fresh interpreter."""
    candidate = await new_candidate("Candice")
    await candidate.mock()
    return candidate


async def the_answer_is_there_once(interview: Journey, text: str) -> None:
    """...and the candidate can go on."""
    panel = await interview.sees(is_panel(1))
    page = (await interview.press(panel, "Example answers")).message
    assert page is not None
    assert page["embeds"][0]["description"] == text
    await interview.press(panel, "Next question")
    await interview.sees(is_question(2))
    await interview.answer(number=2)
    assert len(interview.of_bot(is_panel(1))) == 1
    assert len(interview.of_bot(is_question(1))) == 1
    assert len(interview.of_bot(is_question(2))) == 1


async def test_before_the_answer_is_committed(forked: ForkedBot, interview: Journey) -> None:
    with forked.unable_to_store():
        await interview.say("Nearly lost.")
        await forked.kill()

    await forked.start()

    await the_answer_is_there_once(interview, "Nearly lost.")


async def test_after_the_commit_and_before_the_panel_is_sent(process: BotProcess, begun: Journey) -> None:
    """As an operator starts it, in a fresh interpreter; all others here are forked."""
    held = begun.playground.faults.hold_before(method="POST", route=MESSAGES)
    await begun.say("Stored only.")
    await held.reached()
    await process.kill()
    held.drop()

    await process.start()

    await the_answer_is_there_once(begun, "Stored only.")


async def test_after_the_panel_is_sent_and_before_that_is_stored(forked: ForkedBot, interview: Journey) -> None:
    held = interview.playground.faults.hold_after(method="POST", route=MESSAGES)
    await interview.say("Sent, but who knows.")
    await held.reached()
    await forked.kill()
    held.drop()

    await forked.start()

    await the_answer_is_there_once(interview, "Sent, but who knows.")


@pytest.mark.parametrize("carried_out", [False, True], ids=["before it is sent", "after it is sent"])
async def test_while_the_next_question_is_asked(forked: ForkedBot, interview: Journey, carried_out: bool) -> None:
    panel = await interview.answer()
    faults = interview.playground.faults
    hold = faults.hold_after if carried_out else faults.hold_before
    held = hold(method="POST", route=CALLBACK)
    await interview.person.press(panel["id"], "Next question")
    await held.reached()
    await forked.kill()
    held.drop()

    await forked.start()

    await interview.sees(is_question(2))
    await interview.answer(number=2)
    assert len(interview.of_bot(is_question(2))) == 1


@pytest.mark.parametrize("carried_out", [False, True], ids=["before it is sent", "after it is sent"])
async def test_while_the_first_question_is_asked(
    forked: ForkedBot, new_candidate: NewCandidate, carried_out: bool
) -> None:
    candidate = await new_candidate("Opal")
    faults = candidate.playground.faults
    hold = faults.hold_after if carried_out else faults.hold_before
    held = hold(method="POST", route=MESSAGES)
    await candidate.person.slash(candidate.general.id, "mock", bank="stripe")
    await held.reached()
    await forked.kill()
    held.drop()

    await forked.start()

    await candidate.sees(is_question(1))
    await candidate.answer()
    assert len(candidate.of_bot(is_question(1))) == 1


async def test_during_catch_up_with_thirty_messages(forked: ForkedBot, interview: Journey) -> None:
    await forked.kill()
    for number in range(30):
        await interview.say(f"line-{number:02}")
    held = interview.playground.faults.hold_after(method="POST", route=MESSAGES)
    await forked.start()
    await held.reached()
    await forked.kill()
    held.drop()

    await forked.start()

    panel = await interview.sees(says("30 words"))
    page = (await interview.press(panel, "Example answers")).message
    assert page is not None
    assert page["embeds"][0]["description"].splitlines() == [f"line-{number:02}" for number in range(30)]
    assert len(interview.of_bot(is_panel(1))) == 1


async def test_what_is_written_while_a_question_waits_to_be_asked(forked: ForkedBot, interview: Journey) -> None:
    panel = await interview.answer("One.")
    held = interview.playground.faults.hold_before(method="POST", route=CALLBACK)
    await interview.person.press(panel["id"], "Next question")
    await held.reached()
    await forked.kill()
    held.drop()
    for number in range(3):
        await interview.say(f"more-{number}")

    await forked.start()

    await interview.sees(is_question(2))
    assert "4 words" in words(await interview.sees(says("4 words")))
    await interview.answer(number=2)


async def test_while_the_history_is_being_read(forked: ForkedBot, interview: Journey) -> None:
    await forked.kill()
    await interview.say("Written to nobody.")
    held = interview.playground.faults.hold_after(method="GET", route=MESSAGES)
    await forked.start()
    await held.reached()
    await forked.kill()
    held.drop()

    await forked.start()

    await the_answer_is_there_once(interview, "Written to nobody.")


async def test_hours_later_the_nonce_is_forgotten_and_the_panel_still_comes_once(
    forked: ForkedBot, interview: Journey, clock: MovableClock
) -> None:
    held = interview.playground.faults.hold_after(method="POST", route=MESSAGES)
    await interview.say("Long ago.")
    await held.reached()
    await forked.kill()
    held.drop()
    clock.pass_hours(6)

    await forked.start()

    await the_answer_is_there_once(interview, "Long ago.")


async def test_sigterm_finishes_what_is_in_hand(process: BotProcess, begun: Journey) -> None:
    held = begun.playground.faults.hold_before(method="POST", route=MESSAGES)
    await begun.say("Just before closing time.")
    await held.reached()
    stopping = process.stop()
    held.release()

    assert await stopping == 0
    assert "4 words" in words(await begun.sees(is_panel(1)))
    assert "Traceback" not in process.log
    assert "closing time" not in process.log
