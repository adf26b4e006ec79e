"""Discord fails, and nothing is lost or done twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from functools import partial
from pathlib import Path

import pytest

from playground.server import Playground
from playground.traffic.faults import Faults
from tests.banks.builders import GOOD
from tests.wire.conftest import NewCandidate, config_for, running
from tests.wire.journey import Journey, heard, is_panel, is_question, says, words
from tests.wire.stored import Database

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
EPHEMERAL = 1 << 6
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
Life = Callable[[], AbstractAsyncContextManager[None]]


@pytest.fixture
def life(playground: Playground, tmp_path: Path) -> Life:
    """The bot from a start to a shutdown; the next life has the same database."""
    return partial(running, playground, config_for(playground, tmp_path))


@pytest.fixture
async def wanda(new_candidate: NewCandidate) -> Journey:
    """A candidate of a bot that is not always there."""
    return await new_candidate("Wanda")


def fails_with_500(faults: Faults) -> None:
    faults.fail(500, method="POST", route=MESSAGES)


def fails_with_503(faults: Faults) -> None:
    faults.fail(503, method="POST", route=MESSAGES)


def resets_the_connection(faults: Faults) -> None:
    faults.reset(method="POST", route=MESSAGES)


def loses_the_answer(faults: Faults) -> None:
    faults.lose_answer(method="POST", route=MESSAGES)


def limits_the_rate(faults: Faults) -> None:
    faults.rate_limit(0.2, method="POST", route=MESSAGES)


@pytest.mark.parametrize(
    "fault", [fails_with_500, fails_with_503, resets_the_connection, loses_the_answer, limits_the_rate]
)
async def test_the_panel_arrives_once_when_sending_it(interview: Journey, fault: object) -> None:
    assert callable(fault)
    fault(interview.playground.faults)

    message = await interview.say("Whatever the weather.")

    panel = await interview.sees(is_panel(1), after=message["id"])
    # Whatever else the relay has to say would come before the answer to the next command.
    await interview.press(panel, "Next question")
    assert len(interview.of_bot(is_panel(1))) == 1


async def test_a_question_whose_reply_was_not_heard_of_is_asked_once(interview: Journey) -> None:
    panel = await interview.answer()
    interview.playground.faults.lose_answer(method="POST", route=CALLBACK)

    await interview.press(panel, "Next question")

    await interview.sees(is_question(2))
    await interview.answer(number=2)
    assert len(interview.of_bot(is_question(2))) == 1


async def test_an_answer_without_buttons_that_was_not_heard_of_comes_once(
    playground: Playground, new_candidate: NewCandidate, tmp_path: Path
) -> None:
    """Discord shows it as a reply to the message with the pressed button, although the bot did not send it as one."""
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "stripe.yaml").write_text(GOOD, encoding="utf-8")  # one example a question
    async with running(playground, config_for(playground, tmp_path, banks=tmp_path / "banks")):
        candice = await new_candidate("Candice")
        await candice.mock(order="in_order")
        panel = await candice.answer()
        playground.faults.lose_answer(method="POST", route=CALLBACK)

        await candice.person.press(panel["id"], "Example answers")

        await candice.sees(says("A waiter takes my order."))
        await Database(tmp_path).settled()
        assert len(candice.of_bot(says("A waiter takes my order."))) == 1


async def test_a_question_that_cannot_be_a_reply_comes_as_a_message(interview: Journey) -> None:
    panel = await interview.answer()
    gone = {"code": 10062, "message": "Unknown interaction"}
    interview.playground.faults.fail(404, method="POST", route=CALLBACK, body=gone)

    await interview.person.press(panel["id"], "Next question")

    await interview.sees(is_question(2))
    await interview.answer(number=2)
    assert len(interview.of_bot(is_question(2))) == 1


async def says_something_to_a_wall(interview: Journey, folder: Path) -> None:
    """Write an answer whose panel Discord refuses, because DMs are closed."""
    interview.person.dms_closed = True
    await interview.say("Said to a wall.")
    await Database(folder).knows_of_closed_messages()


async def test_direct_messages_closed_in_the_middle_wait_for_the_candidate(interview: Journey, tmp_path: Path) -> None:
    await says_something_to_a_wall(interview, tmp_path)

    interview.person.dms_closed = False
    await interview.say("And again.")

    await interview.sees(says("6 words"))
    assert len(interview.of_bot(is_panel(1))) == 1


async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(interview: Journey) -> None:
    await interview.playground.gateway.drop_sockets()
    await interview.say("Said while nobody listened.")

    await interview.sees(is_panel(1))


async def test_an_invalid_session_is_caught_up_with(interview: Journey) -> None:
    interview.playground.faults.lose_event("MESSAGE_CREATE")
    await interview.say("Never delivered.")
    interview.playground.gateway.invalidate_sessions()

    await interview.sees(is_panel(1))


async def test_what_was_written_edited_and_deleted_while_the_bot_was_away(wanda: Journey, life: Life) -> None:
    async with life():
        await wanda.mock()
        kept = await wanda.say("Kept.")
        gone = await wanda.say("Gone.")
        await wanda.sees(says("2 words"))

    await wanda.person.edit(wanda.dm, kept["id"], "Kept and edited.")
    await wanda.person.delete(wanda.dm, gone["id"])
    for number in range(30):
        await wanda.say(f"line-{number:02}")

    async with life():
        await wanda.sees(says("33 words"))
        page = (await wanda.command("example")).message
        assert page is not None
        own = page["embeds"][0]["description"].splitlines()
        assert own == ["Kept and edited.", *(f"line-{number:02}" for number in range(30))]
        assert len(wanda.of_bot(is_panel(1))) == 1


async def test_an_interview_goes_on_after_a_restart(wanda: Journey, life: Life) -> None:
    async with life():
        await wanda.mock()
        panel = await wanda.answer()

    async with life():
        await wanda.press(panel, "Next question")
        await wanda.sees(is_question(2))
        await wanda.answer(number=2)


async def test_a_client_that_dies_of_a_malformed_event_is_replaced(interview: Journey) -> None:
    """discord.py ends its connection on an event that lacks a key, and would stay away for ever."""
    [session] = interview.playground.gateway.sessions.values()
    assert session.socket is not None
    session.socket.put({"op": 0, "t": "MESSAGE_CREATE", "s": session.seq + 1, "d": {}})
    sent = interview.playground.gateway_sent
    await interview.playground.until(lambda: [event.name for event in sent].count("READY") == 2)

    await interview.say("Is anybody there?")

    await interview.sees(is_panel(1))


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
async def test_one_whose_channel_is_stuck_delays_nobody_else(
    interview: Journey, new_candidate: NewCandidate, method: str
) -> None:
    """Were Discord awaited in a transaction, nobody else could store anything meanwhile."""
    first = await interview.say("Said before.")
    await interview.sees(is_panel(1), after=first["id"])
    stuck = interview.playground.faults.hold_before(method=method, route=MESSAGES if method == "POST" else MESSAGE)
    if method == "PATCH":
        await interview.person.edit(interview.dm, first["id"], "Said before, stuck.")
    else:
        await interview.say("Stuck.")
    await stuck.reached()

    other = await new_candidate("Otto")
    await other.mock()
    await other.answer()

    stuck.release()
    await interview.sees(says("3 words"))


@pytest.mark.hurried
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_a_slow_discord_never_lets_an_interaction_fail(interview: Journey, method: str) -> None:
    message = await interview.say("Said before.")
    panel = await interview.sees(is_panel(1), after=message["id"])
    held = interview.playground.faults.hold_before(method=method, route=MESSAGE)
    if method == "PATCH":
        await interview.person.edit(interview.dm, message["id"], "Said before, and edited.")
    else:
        await interview.say("One more.")
    await held.reached()

    used = await interview.person.press(panel["id"], "Next question")
    await used.answered()
    assert not used.failed
    held.release()

    await interview.sees(is_question(2))
    assert len(interview.of_bot(is_question(2))) == 1


@pytest.mark.hurried
async def test_an_acknowledgement_on_its_way_is_not_taken_for_the_question(interview: Journey, tmp_path: Path) -> None:
    panel = await interview.answer()
    held = interview.playground.faults.hold_after(method="POST", route=CALLBACK)
    await Database(tmp_path).settled()  # else the bot may be storing that the panel has arrived
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        await interview.person.press(panel["id"], "Next question")
        await held.reached()
        database.execute("ROLLBACK")
    held.release()

    await interview.sees(is_question(2))
    await interview.answer(number=2)
    assert len(interview.of_bot(is_question(2))) == 1


async def test_an_answer_to_a_first_question_whose_sending_is_slow_is_kept(candidate: Journey) -> None:
    held = candidate.playground.faults.hold_after(method="POST", route=MESSAGES)
    await candidate.person.slash(candidate.general.id, "mock", bank="stripe")
    await candidate.sees(is_question(1))
    await candidate.say("Quick as a flash.")
    held.release()

    assert "4 words" in words(await candidate.sees(is_panel(1)))


async def test_what_is_written_before_the_next_question_is_there_belongs_to_the_one_before(interview: Journey) -> None:
    panel = await interview.answer("One.")
    held = interview.playground.faults.hold_before(method="POST", route=CALLBACK)
    await interview.person.press(panel["id"], "Next question")
    await held.reached()
    await interview.say("Still about one.")
    held.release()

    await interview.sees(is_question(2))
    updated = await interview.sees(says("4 words"))
    assert updated["id"] == panel["id"]
    assert "You haven't answered this question yet" in heard(await interview.command("next"))


async def test_a_status_asked_for_after_closed_messages_brings_what_waits(interview: Journey, tmp_path: Path) -> None:
    await says_something_to_a_wall(interview, tmp_path)
    interview.person.dms_closed = False

    await interview.command("status")

    assert "4 words" in words(await interview.sees(is_panel(1)))


async def test_closed_messages_do_not_keep_a_reply_back(interview: Journey, tmp_path: Path) -> None:
    question = await interview.sees(is_question(1))
    await says_something_to_a_wall(interview, tmp_path)

    assert "Why interviewers ask this" in heard(await interview.press(question, "Hint"))


async def test_deleting_an_answer_to_an_earlier_question_while_the_bot_is_away(wanda: Journey, life: Life) -> None:
    async with life():
        await wanda.mock()
        message = await wanda.say("Forget this.")
        panel = await wanda.sees(is_panel(1))
        await wanda.press(panel, "Next question")

    await wanda.person.delete(wanda.dm, message["id"])

    async with life():
        await wanda.sees(says("You deleted your answer."))


@pytest.mark.hurried
async def test_a_slow_refusal_leaves_the_message_with_the_button_as_it_is(interview: Journey, tmp_path: Path) -> None:
    question = await interview.sees(is_question(1))
    await interview.command("skip")
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        used = await interview.person.press(question["id"], "Skip")
        await used.answered()
        database.execute("ROLLBACK")

    refusal = await interview.sees(says("That button belongs to question 1"))

    assert refusal["flags"] & EPHEMERAL
    assert await interview.sees(is_question(1)) == question


async def test_a_bot_whose_commands_cannot_be_registered_now_works_with_those_of_before(
    playground: Playground, wanda: Journey, life: Life
) -> None:
    """Discord limits how often commands are created in a day, and may then ask for a wait of hours."""
    async with life():
        await wanda.mock()

    playground.faults.rate_limit(3600, method="PUT", route="/applications/{application_id}/commands", times=9)
    async with life():
        await wanda.answer()
        await wanda.command("status")
