"""A follow-up is stored, shown, answered and told to coaches as part of its round."""

from __future__ import annotations

from bot.core.outcome import Outcome
from bot.interviewing.domain.events import EndPressed, FollowUpPressed, NextPressed
from bot.interviewing.domain.model import Interview, Mode, Phase
from bot.reviewing.domain.model import Stage
from bot.reviewing.usecases.outgoing import destination_of
from tests.builders import CANDIDATE, NOON, REVIEW_CHANNEL
from tests.usecases.process import Process
from tests.usecases.reviewing import a_coach, flagged, read, set_up

WANTED = FollowUpPressed(at=NOON)


async def at_follow_up(bot: Process, **options: object) -> Interview:
    """A live interview of one question, which is answered; its first follow-up, number 2, has arrived."""
    await bot.ask_first(**{"questions": 1, "mode": Mode.LIVE, **options})
    await bot.answer("The answer.")
    await bot.press(NextPressed(at=NOON))
    await bot.deliver(CANDIDATE)
    return await bot.lookups.live_interview(CANDIDATE)


async def test_a_follow_up_has_its_own_message_answer_and_panel(bot: Process) -> None:
    interview = await at_follow_up(bot)
    await bot.answer("Said to the follow-up.")

    stored = await bot.lookups.live_interview(CANDIDATE)
    assert interview.on_screen.question_message is not None
    assert await bot.answers() == [["The answer."], ["Said to the follow-up."]]
    assert stored.turn(2).panel_message is not None
    assert bot.discord.of_bot(CANDIDATE) == [
        "question 1",
        "panel 1: The answer.",
        "question 2",
        "panel 2: Said to the follow-up.",
    ]


async def test_a_follow_up_of_one_process_is_answered_in_another(two: tuple[Process, Process]) -> None:
    bot, another = two
    await at_follow_up(bot)

    message = another.discord.write(CANDIDATE, "Said to the follow-up.")
    assert await another.interviews.record_answer(message) is Outcome.RECORDED

    assert await another.answers() == [["The answer."], ["Said to the follow-up."]]


async def test_what_was_written_while_the_bot_was_away_answers_what_was_on_screen(bot: Process) -> None:
    await at_follow_up(bot)
    bot.discord.write(CANDIDATE, "Written while nobody listened.")

    bot.door.connection_is_new()
    async with bot.door.candidate(CANDIDATE, channel=bot.channel()):
        pass

    assert await bot.answers() == [["The answer."], ["Written while nobody listened."]]


async def test_an_edit_and_a_deletion_of_what_was_said_follow(bot: Process) -> None:
    await at_follow_up(bot)
    message = await bot.answer("Said.")

    await bot.edit(message, "Mended.")
    assert await bot.answers() == [["The answer."], ["Mended."]]

    assert await bot.interviews.withdraw_answer(message.id) is Outcome.RECORDED
    assert await bot.answers() == [["The answer."], []]
    assert (await bot.lookups.live_interview(CANDIDATE)).phase is Phase.ASKED


async def test_a_reply_goes_to_what_it_answers(bot: Process) -> None:
    interview = await at_follow_up(bot)
    await bot.answer("Said.")
    replies_to = interview.round(1).question_message

    reply = bot.discord.write(CANDIDATE, "More to the question.", replies_to=replies_to)
    assert await bot.interviews.record_answer(reply) is Outcome.RECORDED

    assert await bot.answers() == [["The answer.", "More to the question."], ["Said."]]


async def test_a_late_message_is_added_to_the_follow_up_after_the_end(bot: Process) -> None:
    interview = await at_follow_up(bot)
    late = bot.discord.write(CANDIDATE, "Late.")
    await bot.press(EndPressed(at=NOON))

    assert await bot.interviews.record_answer(late) is Outcome.RECORDED

    stored = await bot.interview(interview.id)
    assert stored.phase is Phase.DEBRIEF
    assert [part.text for part in stored.turn(2).parts] == ["Late."]


async def test_what_is_said_to_a_follow_up_follows_to_the_open_review(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.press(WANTED)
    await bot.deliver(CANDIDATE)

    await bot.answer("Said to the follow-up.")
    await bot.relay.deliver(destination_of(review))

    assert "answer 1: I would use an idempotency key. / Said to the follow-up." in bot.discord.said_in(REVIEW_CHANNEL)


async def test_coaches_see_a_closed_review_with_what_was_said_then(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    await bot.press(WANTED)
    await bot.deliver(CANDIDATE)
    message = await bot.answer("Said to the follow-up.")
    await bot.coaching.close(a_coach(), review, cause="interaction:77", reason="Well done.")

    await bot.edit(message, "Something else.")

    stored = await read(bot, review)
    snapshot = await bot.coaching.snapshot(a_coach(), review)
    (followed_up,) = snapshot.follow_ups_of(stored.attempts[0])
    assert stored.stage is Stage.CLOSED
    assert [part.text for part in followed_up.parts] == ["Said to the follow-up."]
    assert [part.text for part in snapshot.round_of(stored.attempts[0]).parts] == ["I would use an idempotency key."]
