"""A person is forgotten in the midst of what is sent and written, in one process and in two: nothing comes back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.core.content import UserId
from bot.core.leaving import BeingForgotten
from bot.interviewing.domain.errors import NoInterview
from bot.outbound.draft import Draft
from bot.outbound.messenger import SendingFailed, SendingRefused
from bot.privacy.domain.belongings import Summary
from bot.privacy.domain.forgetting import LONGEST_FAILING, LONGEST_WORD, ForgettingPhase, fingerprint_of
from bot.privacy.domain.forgetting_errors import ForgettingPageOld, NothingToForget, WordNotTyped
from bot.privacy.usecases.forgetting.forget_me import ForgettingProgress
from bot.reviewing.usecases.outgoing import destination_of
from tests.builders import CANDIDATE, REVIEW_CHANNEL
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import a_coach, a_form, flagged, read, sent, set_up

Two = tuple[Process, Process]
DONE = "Everything about you is deleted"
FEEDBACK = "letter 1: Begin with the result."


async def begin(process: Process, person: UserId = CANDIDATE, *, typed: str = "delete") -> ForgettingProgress:
    """The person asks for it and types the word."""
    return await process.forget_me.begin(
        person, typed=typed, confirmed=fingerprint_of(await stored(process, person)), locale="en-US", channel=None
    )


async def stored(process: Process, person: UserId = CANDIDATE) -> Summary:
    async with process.unit_of_work() as uow:
        return await uow.belongings.summary(person)


async def is_known(process: Process, person: UserId = CANDIDATE) -> bool:
    async with process.unit_of_work() as uow:
        return await uow.candidates.get(person) is not None


async def goes_on(*processes: Process, times: int = 40) -> None:
    """Let all go on for a while, a second at each look."""
    for _ in range(times):
        for each in processes:
            await each.forgetting.look()
        processes[0].clock.move(1)


async def is_over(process: Process, person: UserId = CANDIDATE) -> bool:
    async with process.unit_of_work() as uow:
        return await uow.forgettings.of(person) is None


async def test_all_goes_and_nothing_of_it_stays(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    coach = a_coach(1)
    await bot.coaching.claim(coach, review, cause=a_cause())

    assert (await begin(bot)).is_new
    await bot.relay.deliver(destination_of(review))
    assert not (await begin(bot)).is_new, "pressed twice"
    with pytest.raises(BeingForgotten):
        async with bot.door.candidate(CANDIDATE, channel=None):
            pytest.fail("let in")
    await goes_on(bot)

    assert await is_over(bot)
    assert await stored(bot) == {}
    assert not await is_known(bot)
    assert [each for each in bot.discord.of_bot(CANDIDATE) if not each.startswith(DONE)] == []
    (told,) = bot.discord.said_in(REVIEW_CHANNEL)
    assert told.startswith(f"<@{coach.user}> The candidate of “Stripe no. 1” has deleted everything.")
    with pytest.raises(NothingToForget):
        await bot.forget_me.asked(CANDIDATE)
    await bot.ask_first()


async def test_what_they_read_while_it_goes_on_goes_too(bot: Process) -> None:
    await bot.ask_first()
    channel = await bot.discord.open_dm(CANDIDATE)
    fault = bot.discord.stall("delete")
    await begin(bot)
    going = asyncio.create_task(goes_on(bot))
    await fault.reached.wait()
    bot.discord.say(channel, Draft(content="I can't take anything from you just now."))
    fault.released.set()
    await going

    (last_word,) = bot.discord.of_bot(CANDIDATE)
    assert last_word.startswith(DONE)


async def test_nothing_begins_without_the_word_or_after_a_change(bot: Process) -> None:
    await bot.ask_first()

    with pytest.raises(WordNotTyped):
        await begin(bot, typed="yes")
    confirmed = fingerprint_of(await stored(bot))
    await bot.answer("More.")
    with pytest.raises(ForgettingPageOld):
        await bot.forget_me.begin(CANDIDATE, typed="DELETE", confirmed=confirmed, locale="en", channel=None)
    assert await is_over(bot)


async def test_what_is_being_sent_is_waited_for_and_then_goes(bot: Process) -> None:
    await set_up(bot)
    review = await sent(bot)
    fault = bot.discord.stall("send", carried_out=True)
    sending = asyncio.create_task(bot.relay.deliver(destination_of(review)))
    await fault.reached.wait()

    await begin(bot)
    await goes_on(bot, times=15)
    assert await stored(bot), "a card is on its way"
    fault.released.set()
    await sending
    await bot.relay.deliver(destination_of(review))
    await goes_on(bot)

    assert await is_over(bot)
    assert bot.discord.said_in(REVIEW_CHANNEL) == []


async def test_a_sending_of_which_nothing_was_heard_is_looked_up_and_nothing_new_is_sent(bot: Process) -> None:
    await set_up(bot)
    review = await sent(bot)
    bot.discord.fail("send", SendingFailed("lost"), carried_out=True)
    await bot.relay.deliver(destination_of(review))
    assert len(bot.discord.said_in(REVIEW_CHANNEL)) == 1

    await begin(bot)
    await bot.relay.deliver(destination_of(review))
    await goes_on(bot)

    assert await is_over(bot)
    assert bot.discord.said_in(REVIEW_CHANNEL) == []


async def test_what_arrives_after_all_is_deleted_stores_nobody(bot: Process) -> None:
    await bot.ask_first()
    await bot.say("My answer.")
    fault = bot.discord.stall("send")
    sending = asyncio.create_task(bot.deliver(CANDIDATE))
    await fault.reached.wait()
    async with bot.unit_of_work() as uow:  # as if the claim had lapsed meanwhile
        await uow.belongings.erase(CANDIDATE, at=bot.clock())
        await uow.commit()

    fault.released.set()
    await sending

    assert not await is_known(bot)
    assert await stored(bot) == {}


async def test_a_reading_under_way_takes_nothing_in(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.write(CANDIDATE, "Written while the bot was away.")
    bot.discord.write(CANDIDATE, "And more.")
    fault = bot.discord.stall("read on")
    bot.door.begin()
    await fault.reached.wait()

    await begin(bot)
    await goes_on(bot)
    fault.released.set()
    await bot.door.candidate_read(CANDIDATE)
    await bot.door.stop()

    assert await is_over(bot)
    assert await stored(bot) == {}
    assert not await is_known(bot)


async def test_the_last_word_is_tried_for_a_day_where_direct_messages_are_closed(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.closed.add(CANDIDATE)
    await begin(bot)
    await goes_on(bot)

    assert not await is_over(bot)
    progress = await bot.forget_me.asked(CANDIDATE)
    assert isinstance(progress, ForgettingProgress)
    assert progress.forgetting.phase is ForgettingPhase.SAYING
    assert CANDIDATE not in bot.leaving, "they may come back"
    bot.clock.move(LONGEST_WORD.total_seconds())
    await goes_on(bot, times=2)

    assert await is_over(bot)
    assert bot.discord.of_bot(CANDIDATE) == []


async def test_who_opens_their_direct_messages_meanwhile_is_told(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.closed.add(CANDIDATE)
    await begin(bot)
    await goes_on(bot)
    bot.discord.closed.clear()

    bot.clock.move(timedelta(hours=1).total_seconds())
    await goes_on(bot, times=2)

    assert [each[: len(DONE)] for each in bot.discord.of_bot(CANDIDATE)] == [DONE]


async def test_who_goes_again_before_the_last_word_of_the_first_time_is_forgotten_again(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.closed.add(CANDIDATE)
    await begin(bot)
    await goes_on(bot)
    bot.discord.closed.clear()
    await bot.ask_first()

    assert (await begin(bot)).is_new
    await goes_on(bot)

    assert await is_over(bot)
    assert len(bot.discord.of_bot(CANDIDATE)) == 1


async def test_what_discord_does_not_answer_is_tried_for_a_day_and_then_named(bot: Process) -> None:
    await set_up(bot)
    await flagged(bot)
    await begin(bot)
    for _ in range(20):
        bot.discord.fail("delete_thread", SendingFailed("busy"))
    await goes_on(bot)
    assert not await is_over(bot)

    bot.clock.move(LONGEST_FAILING.total_seconds())
    await goes_on(bot)

    assert await is_over(bot)
    (last,) = bot.discord.of_bot(CANDIDATE)
    assert "Discord didn't answer for a whole day" in last


async def test_what_may_not_be_deleted_is_counted(bot: Process) -> None:
    await bot.ask_first()
    bot.discord.fail("delete", SendingRefused("no"))
    await begin(bot)
    await goes_on(bot)

    assert "Discord refused to delete one of my messages here." in bot.discord.of_bot(CANDIDATE)[-1]


async def test_a_conversation_that_is_gone_is_said_to_be_gone(bot: Process) -> None:
    await bot.ask_first()
    await begin(bot)
    bot.discord.remove_channel(CANDIDATE)
    await goes_on(bot)

    assert await is_over(bot)
    assert "Our earlier DMs are gone from Discord" in bot.discord.of_bot(CANDIDATE)[-1]


async def test_a_coach_who_goes_gives_back_what_they_have(bot: Process) -> None:
    await set_up(bot)
    review = await flagged(bot)
    coach = a_coach(1)
    await bot.coaching.claim(coach, review, cause=a_cause())
    await bot.coaching.write(coach, review, a_form("Begin with the result."), cause=a_cause())
    await bot.deliver(CANDIDATE)

    await bot.relay.deliver(destination_of(review))
    bot.clock.move(1)
    await bot.comments.record_reply(
        bot.discord.write(CANDIDATE, "Why?", replies_to=bot.discord.id_of(CANDIDATE, FEEDBACK))
    )
    for _ in range(14):  # the claim lapses, then coaches are reminded
        bot.clock.move(timedelta(hours=1).total_seconds())
        await bot.scheduler.look()
        await bot.relay.deliver(destination_of(review))
    assert [each for each in bot.discord.said_in(REVIEW_CHANNEL) if each.startswith("Remind")]

    await begin(bot, coach.user)
    await goes_on(bot)

    assert not [each for each in bot.discord.said_in(REVIEW_CHANNEL) if each.startswith("Remind")]
    after = await read(bot, review)
    assert after.claim is None
    assert [each.text for each in after.feedback] == ["Begin with the result."]
    assert coach.user not in {after.coach, *(each.author for each in after.comments)}
    assert await stored(bot, coach.user) == {}


@pytest.mark.postgres
async def test_what_another_process_has_in_hand_is_waited_for(two: Two) -> None:
    one, other = two
    await set_up(one)
    review = await sent(one)
    fault = one.discord.stall("send", carried_out=True)
    sending = asyncio.create_task(other.relay.deliver(destination_of(review)))
    await fault.reached.wait()

    await begin(one)
    await goes_on(one, other, times=15)
    assert await stored(one)
    assert CANDIDATE in other.leaving, "the other process has learnt of it"
    fault.released.set()
    await sending
    await goes_on(one, other)

    assert await is_over(one)
    assert one.discord.said_in(REVIEW_CHANNEL) == []
    assert len(one.discord.of_bot(CANDIDATE)) == 1, "the last word"


@pytest.mark.postgres
async def test_what_another_process_stores_that_has_not_heard_of_it_goes_in_a_second_round(two: Two) -> None:
    one, other = two
    await one.ask_first()
    assert await other.live() is not None, "it is in the memory of both"
    await begin(one)
    await goes_on(one, times=10)
    fault = one.discord.stall("own_messages")
    going = asyncio.create_task(one.forgetting.look())
    one.clock.move(1)
    await asyncio.wait([going, asyncio.create_task(fault.reached.wait())], return_when=asyncio.FIRST_COMPLETED)
    if going.done():
        going = asyncio.create_task(one.forgetting.look())
        await fault.reached.wait()
    assert await stored(one) == {}
    with pytest.raises(NoInterview):
        await other.lookups.live_interview(CANDIDATE)

    await other.ask_first()  # nobody has told this process
    fault.released.set()
    await going
    await goes_on(one, other)

    assert await is_over(one)
    assert await stored(one) == {}
    assert len(one.discord.of_bot(CANDIDATE)) == 1


@pytest.mark.postgres
async def test_two_processes_say_the_last_word_once(two: Two) -> None:
    one, other = two
    await one.ask_first()
    await begin(one)
    for _ in range(40):
        await asyncio.gather(one.forgetting.look(), other.forgetting.look())
        one.clock.move(1)

    assert await is_over(one)
    assert len(one.discord.of_bot(CANDIDATE)) == 1


async def test_who_has_nothing_but_old_messages_can_have_them_deleted(bot: Process) -> None:
    live = await bot.ask_first()
    async with bot.unit_of_work() as uow:
        await uow.interviews.discard(live.id)
        await uow.commit()
    assert await stored(bot) == {}
    assert bot.discord.of_bot(CANDIDATE)

    assert (await begin(bot)).is_new
    await goes_on(bot)

    assert [each[: len(DONE)] for each in bot.discord.of_bot(CANDIDATE)] == [DONE]
    with pytest.raises(NothingToForget):
        await bot.forget_me.asked(CANDIDATE)
