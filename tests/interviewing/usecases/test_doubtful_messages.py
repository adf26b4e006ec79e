"""A reply belongs to what it replies to, and what may be no answer is asked about before it is stored."""

from __future__ import annotations

import pytest

from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.interviewing.domain.effects import AskWhatItIs
from bot.interviewing.domain.events import BackPressed, EndPressed, HintPressed, NextPressed
from bot.interviewing.domain.model import Interview
from tests.builders import CANDIDATE, NOON
from tests.interviewing.usecases.test_late_messages import read_by_new_connection
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, deliver_all, flagged, read, set_up


async def at_second_question(bot: Process) -> tuple[Interview, IncomingMessage]:
    """The interview as it began, and the answer to its first question."""
    interview = await bot.ask_first()
    first = await bot.answer("One.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    return interview, first


async def reply(bot: Process, text: str, to: str | IncomingMessage) -> Outcome:
    """A Discord reply, to the bot's newest message with these words or to a message of the candidate's own."""
    replies_to = bot.discord.id_of(CANDIDATE, to) if isinstance(to, str) else to.id
    return await bot.direct_messages.record(bot.discord.write(CANDIDATE, text, replies_to=replies_to))


async def with_feedback(bot: Process) -> None:
    """A candidate at the first question, who has sent the answer and got feedback below it."""
    await set_up(bot)
    review = await flagged(bot)
    await bot.coaching.write(a_coach(), review, a_form(), cause=a_cause())
    await deliver_all(bot, review)


@pytest.mark.parametrize("to", ["question 1", "panel 1: One.", "own"])
async def test_a_reply_to_an_earlier_question_belongs_to_its_answer(bot: Process, to: str) -> None:
    _, first = await at_second_question(bot)

    assert await reply(bot, "More of it.", first if to == "own" else to) is Outcome.RECORDED
    await bot.say("Two.")

    assert (await bot.answers())[:2] == [["One.", "More of it."], ["Two."]]


async def test_a_reply_to_an_older_message_of_a_question_belongs_to_it(bot: Process) -> None:
    """Of a question that was asked twice the interview knows the last message only; hints it does not know at all."""
    await at_second_question(bot)
    older = bot.discord.id_of(CANDIDATE, "question 1")
    await bot.press(HintPressed())
    await bot.press(BackPressed(at=NOON))
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)

    await bot.direct_messages.record(bot.discord.write(CANDIDATE, "More.", replies_to=older))
    await reply(bot, "After the hint.", "ShowHint 2")

    assert (await bot.answers())[:2] == [["One.", "More."], ["After the hint."]]


async def test_a_reply_that_was_missed_belongs_to_what_it_replies_to(bot: Process) -> None:
    await at_second_question(bot)
    bot.discord.write(CANDIDATE, "More.", replies_to=bot.discord.id_of(CANDIDATE, "question 1"))
    bot.discord.write(CANDIDATE, "Two.")

    assert await read_by_new_connection(bot)

    assert (await bot.answers())[:2] == [["One.", "More."], ["Two."]]


async def test_an_edit_of_a_reply_leaves_it_where_it_is(bot: Process) -> None:
    await at_second_question(bot)
    more = bot.discord.write(CANDIDATE, "Moer.", replies_to=bot.discord.id_of(CANDIDATE, "question 1"))
    await bot.direct_messages.record(more)

    await bot.direct_messages.edit(bot.discord.edit_own(more, "More."))
    await bot.say("Two.")

    assert (await bot.answers())[:2] == [["One.", "More."], ["Two."]]


async def test_a_reply_to_another_interview_is_asked_about(bot: Process) -> None:
    earlier, first = await at_second_question(bot)
    await bot.press(EndPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    assert await reply(bot, "More.", first) is Outcome.OTHER_INTERVIEW, "there is nobody to ask for"
    now = await bot.ask_first()

    more = bot.discord.write(CANDIDATE, "More.", replies_to=first.id)
    assert await bot.direct_messages.record(more) is Outcome.ASKED
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE)[-1] == "AskWhatItIs"
    assert [part.text for part in (await bot.interview(earlier.id)).round(1).parts] == ["One."]
    assert (await bot.answers())[0] == []

    outcomes = [await bot.interviews.keep_as_answer(more, now.id) for _ in range(2)]
    assert outcomes == [Outcome.RECORDED, Outcome.DUPLICATE]
    assert (await bot.answers())[0] == ["More."]


@pytest.mark.parametrize("text", ["/nxt", " /next", "/jump 3", "</next:123456>", "help", "Hi!"])
async def test_what_is_no_answer_is_asked_about_once(bot: Process, text: str) -> None:
    interview = await bot.ask_first()
    message = bot.discord.write(CANDIDATE, text)

    outcomes = [await bot.direct_messages.record(message) for _ in range(2)]
    await bot.deliver(CANDIDATE)

    assert outcomes == [Outcome.ASKED, Outcome.DUPLICATE]
    assert bot.discord.of_bot(CANDIDATE).count("AskWhatItIs") == 1
    assert (await bot.answers())[0] == []
    await bot.press(EndPressed(at=NOON))
    assert await bot.interviews.keep_as_answer(message, interview.id) is Outcome.RECORDED, "it was written before"
    assert [part.text for part in (await bot.interview(interview.id)).round(1).parts] == [text]


@pytest.mark.parametrize("text", ["/users/7 names one user", "Hi, I would begin with the users.", "I/O", "help desk"])
async def test_what_only_begins_like_a_command_is_an_answer(bot: Process, text: str) -> None:
    await bot.ask_first()

    assert await bot.direct_messages.record(bot.discord.write(CANDIDATE, text)) is Outcome.RECORDED


async def test_a_command_that_is_edited_into_an_answer_is_one(bot: Process) -> None:
    await bot.ask_first()
    message = bot.discord.write(CANDIDATE, "/nxt")
    await bot.direct_messages.record(message)

    await bot.direct_messages.edit(bot.discord.edit_own(message, "I would retry."))

    assert (await bot.answers())[0] == ["I would retry."]


async def test_a_command_that_was_missed_is_asked_about(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("One.")
    bot.discord.write(CANDIDATE, "/nxt")

    assert await read_by_new_connection(bot)
    await bot.deliver(CANDIDATE)

    assert (await bot.answers())[0] == ["One."]
    assert "AskWhatItIs" in bot.discord.of_bot(CANDIDATE)


async def test_a_command_without_an_interview_is_told_of(bot: Process) -> None:
    assert await bot.direct_messages.record(bot.discord.write(CANDIDATE, "/nxt")) is Outcome.LOOKS_LIKE_COMMAND


async def test_what_is_written_below_feedback_may_be_for_the_coach(bot: Process) -> None:
    await with_feedback(bot)
    message = bot.discord.write(CANDIDATE, "Should I name numbers?")

    assert await bot.direct_messages.record(message) is Outcome.ASKED
    live = await bot.lookups.live_interview(CANDIDATE)
    assert await bot.interviews.keep_as_answer(message, live.id) is Outcome.RECORDED
    assert await bot.direct_messages.record(bot.discord.write(CANDIDATE, "And more.")) is Outcome.RECORDED

    assert (await bot.answers())[0][1:] == ["Should I name numbers?", "And more."]


@pytest.mark.parametrize(("text", "outcome"), [("thanks!", Outcome.ASKED), ("An answer.", Outcome.RECORDED)])
async def test_once_another_question_is_below_the_feedback_only_thanks_are_asked_about(
    bot: Process, text: str, outcome: Outcome
) -> None:
    await with_feedback(bot)
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)

    assert await bot.direct_messages.record(bot.discord.write(CANDIDATE, text)) is outcome


async def test_the_name_of_the_coach_is_looked_up_and_not_stored_unencrypted(bot: Process) -> None:
    await with_feedback(bot)
    await bot.direct_messages.record(bot.discord.write(CANDIDATE, "Thanks!"))

    asked = (await bot.waiting())[-1].effect
    assert isinstance(asked, AskWhatItIs)
    assert asked.coach == ""
    await bot.deliver(CANDIDATE)
    assert bot.discord.of_bot(CANDIDATE)[-1] == "AskWhatItIs: Coach 0"


@pytest.mark.parametrize("missed", [False, True])
async def test_thanks_between_two_interviews_are_asked_about(bot: Process, missed: bool) -> None:
    await with_feedback(bot)
    await bot.press(EndPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    message = bot.discord.write(CANDIDATE, "Thanks a lot, very helpful")

    if missed:
        assert await read_by_new_connection(bot)
    else:
        assert await bot.direct_messages.record(message) is Outcome.ASKED
    await bot.deliver(CANDIDATE)

    assert bot.discord.of_bot(CANDIDATE)[-1] == "AskWhatItIs: Coach 0"


async def test_a_reply_to_what_is_about_no_question_is_like_any_other_message(bot: Process) -> None:
    await with_feedback(bot)
    await bot.press(EndPressed(at=NOON))
    await bot.deliver(CANDIDATE)

    assert await reply(bot, "Thanks!", "ShowSummary") is Outcome.ASKED


async def test_a_reply_to_an_answer_that_a_coach_has_may_be_for_the_coach(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    interview = (await read(bot, review)).attempts[0].interview
    answer = (await bot.interview(interview)).round(1).parts[0]
    await bot.press(EndPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    message = bot.discord.write(CANDIDATE, "I forgot the retries.", replies_to=answer.message_id)

    assert await bot.direct_messages.record(message) is Outcome.ASKED
    assert await bot.meant_for_coach.record(message, review) is Outcome.RECORDED
    assert await bot.meant_for_coach.record(message, review) is Outcome.DUPLICATE

    [comment] = (await read(bot, review)).comments
    assert (comment.text, comment.to) == ("I forgot the retries.", None)
