"""What coaches and candidates write, edit and delete while the bot is dead, and what becomes of it afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playground.world.model import Json
from playground.world.permissions import Permission
from tests.restart.hours import MovableClock
from tests.restart.lines import numbers_in
from tests.restart.nursery import ForkedBot
from tests.wire.journey import Journey, is_panel, is_question, says, words
from tests.wire.moving import another_channel, move
from tests.wire.practice import Practice


@asynccontextmanager
async def dead(bot: ForkedBot) -> AsyncIterator[None]:
    """The bot is dead in this block. Before and after it everything that was decided has been sent."""
    await bot.idle()
    await bot.kill()
    yield
    await bot.start()


async def answered(practice: Practice, text: str = "Begin with the result.") -> tuple[Journey, Json, Json, Json]:
    """A candidate, the card, Carl's reply to it, and what the candidate reads of it."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.thread_of(card)
    written = await practice.coach("Carl").send(practice.reviews.id, text, reply_to=card["id"])
    return candice, card, written, await candice.sees(says(text))


async def test_an_edit_of_a_coach_reaches_what_the_candidate_reads(practice: Practice, forked: ForkedBot) -> None:
    candice, _, written, feedback = await answered(practice, "Begin wiht the result.")

    async with dead(forked):
        await practice.coach("Carl").edit(practice.reviews.id, written["id"], "Begin with the result.")

    edited = await candice.sees(says("Begin with the result."))
    assert edited["id"] == feedback["id"]


async def test_what_a_coach_changes_where_the_review_was_before_is_noticed(
    practice: Practice, forked: ForkedBot
) -> None:
    """The card that the replies pinged is gone, so Discord does not show the edit; the coach is told."""
    candice, card, written, feedback = await answered(practice, "Begin wiht the result.")
    carl, before = practice.coach("Carl"), practice.reviews
    second = await carl.send(before.id, "And then this.", reply_to=card["id"])
    await candice.sees(says("And then this."))
    await move(practice, another_channel(practice))

    async with dead(forked):
        await carl.edit(before.id, written["id"], "Begin with the result.")
        await carl.delete(before.id, second["id"])

    await carl.wait_for(says("I can't read your edit"), channel_id=before.id)
    await practice.playground.until(lambda: not candice.of_bot(says("And then this.")), what="the deletion")
    assert [each["id"] for each in candice.of_bot(says("Begin wiht the result."))] == [feedback["id"]]


async def test_a_deletion_of_a_coach_is_followed_and_the_review_waits_again(
    practice: Practice, forked: ForkedBot
) -> None:
    candice, card, written, _ = await answered(practice)

    async with dead(forked):
        await practice.coach("Carl").delete(practice.reviews.id, written["id"])

    await practice.playground.until(lambda: not candice.of_bot(says("Begin with the result.")), what="the deletion")
    await practice.sees_card_state(card, "Claimed")


async def test_an_edit_and_a_deletion_of_the_candidate_reach_the_thread(practice: Practice, forked: ForkedBot) -> None:
    candice, card, _, feedback = await answered(practice)
    kept = await candice.say("Wich result?", reply_to=feedback["id"])
    gone = await candice.say("And forget this.", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "And forget this.")

    async with dead(forked):
        await candice.person.edit(candice.dm, kept["id"], "Which result?")
        await candice.person.delete(candice.dm, gone["id"])

    await practice.sees_in_thread(card, "Which result?")
    await practice.playground.until(lambda: "And forget this." not in practice.thread_words(card), what="the deletion")
    assert "Wich" not in practice.thread_words(card)


async def test_an_edit_of_the_answer_reaches_a_card_that_waits_and_is_told_to_a_coach_who_is_at_it(
    practice: Practice, forked: ForkedBot
) -> None:
    candice = await practice.interviewed(answer="Frist answer.")
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)

    async with dead(forked):
        await candice.person.edit(candice.dm, answer["id"], "First answer.")
    await practice.sees_card_state(card, "First answer.")
    await practice.claimed(card)
    async with dead(forked):
        await candice.person.edit(candice.dm, answer["id"], "My first answer.")

    told = await practice.sees_in_thread(card, "My first answer.")
    assert "changed" in words(told)


async def test_an_edit_of_an_answer_in_an_interview_that_has_ended_reaches_the_card(
    practice: Practice, forked: ForkedBot
) -> None:
    candice = await practice.interviewed(answer="Frist answer.")
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)
    await candice.command("end")

    async with dead(forked):
        await candice.person.edit(candice.dm, answer["id"], "First answer.")

    await practice.sees_card_state(card, "First answer.")


async def test_a_conversation_of_hours_arrives_once_and_in_order(
    practice: Practice, forked: ForkedBot, clock: MovableClock
) -> None:
    candice, card, _, feedback = await answered(practice)
    carl = practice.coach("Carl")

    async with dead(forked):
        for number in range(3):
            clock.pass_hours(2)
            await carl.send(practice.reviews.id, f"line{number:04}", reply_to=card["id"])
            await candice.say(f"line{number:04}", reply_to=feedback["id"])
            await candice.say(f"An answer meanwhile, no. {number}.")
    await candice.sees(says("line0002"))
    await practice.sees_in_thread(card, "line0002")
    async with dead(forked):
        pass
    await candice.command("next")
    await candice.sees(is_question(2))

    assert numbers_in(candice.of_bot()) == [0, 1, 2]
    assert numbers_in(practice.of_bot(card["id"])) == [0, 1, 2]


async def test_a_reply_to_a_review_that_was_taken_back_meanwhile_is_kept_and_marked(
    practice: Practice, forked: ForkedBot
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.thread_of(card)
    await candice.press(candice.of_bot()[-1], "Withdraw")
    await practice.sees_card_state(card, "Withdrawn")
    carl = practice.coach("Carl")

    async with dead(forked):
        await carl.send(practice.reviews.id, "I had written this already.", reply_to=card["id"])

    mark = await carl.wait_for(says("withdrew this review"), channel_id=practice.reviews.id)
    await (await carl.press(mark["id"], "Send it anyway")).answered()
    await candice.sees(says("I had written this already."))


async def test_a_card_that_was_deleted_and_came_again_takes_no_feedback_with_it(
    practice: Practice, forked: ForkedBot
) -> None:
    candice, card, _, feedback = await answered(practice)
    carl = practice.coach("Carl")
    await forked.idle()
    await practice.admin.delete(practice.reviews.id, card["id"])
    await candice.say("Which result?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Which result?")
    await carl.send(card["id"], "The one with a number.", reply_to=question["id"])
    second = await practice.sees_card(after=card["id"])

    async with dead(forked):
        pass
    await carl.send(practice.reviews.id, "After the restart.", reply_to=second["id"])

    await candice.sees(says("After the restart."))
    await forked.idle()
    assert len(candice.of_bot(says("Begin with the result."))) == 1
    assert len(candice.of_bot(says("The one with a number."))) == 1


async def test_a_thread_that_was_deleted_takes_no_feedback_with_it(practice: Practice, forked: ForkedBot) -> None:
    candice, card, _, feedback = await answered(practice)
    carl = practice.coach("Carl")
    await candice.say("Which result?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Which result?")
    await carl.send(card["id"], "The one with a number.", reply_to=question["id"])
    await candice.sees(says("The one with a number."))
    await forked.idle()
    practice.playground.remove_channel(practice.playground.world.channels[card["id"]])
    await candice.say("Thank you.", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "Thank you.")

    async with dead(forked):
        pass
    await carl.send(practice.reviews.id, "After the restart.", reply_to=card["id"])

    await candice.sees(says("After the restart."))
    await forked.idle()
    assert "Which result?" in practice.thread_words(card)
    for text in ("Begin with the result.", "The one with a number."):
        assert len(candice.of_bot(says(text))) == 1


async def test_a_history_that_may_not_be_read_takes_no_feedback_with_it(practice: Practice, forked: ForkedBot) -> None:
    candice, _, _, _ = await answered(practice)
    me = practice.playground.world.users[practice.playground.world.bot_id]

    async with dead(forked):
        practice.playground.overwrite(practice.reviews, me, deny=Permission.READ_MESSAGE_HISTORY)
    await candice.say("Which result?", reply_to=candice.of_bot(says("Begin with the result."))[0]["id"])

    await candice.sees(says("has your reply"))
    await forked.idle()
    assert len(candice.of_bot(says("Begin with the result."))) == 1


async def test_what_was_written_outside_of_an_interview_is_not_taken_for_an_answer_of_the_next(
    practice: Practice, forked: ForkedBot
) -> None:
    candice, _, _, _ = await answered(practice)
    await candice.command("end")
    await candice.say("Is anybody there?")
    await candice.sees(says("Is this for your coach?"))
    await candice.mock()
    await candice.answer("Only this.")

    async with dead(forked):
        pass
    await candice.say("And this.")

    panel = await candice.sees(says("4 words"))
    await forked.idle()
    page = (await candice.press(panel, "Example answers")).message
    assert page is not None
    assert page["embeds"][0]["description"] == "Only this.\nAnd this."


async def test_a_reply_without_a_ping_is_told_once_how_to_be_sent(practice: Practice, forked: ForkedBot) -> None:
    _, card, _, _ = await answered(practice)
    carl = practice.coach("Carl")

    async with dead(forked):
        await carl.send(practice.reviews.id, "Unheard.", reply_to=card["id"], ping=False)
    await carl.wait_for(says("@ ON"), channel_id=practice.reviews.id)
    async with dead(forked):
        pass
    await carl.send(practice.reviews.id, "Heard.", reply_to=card["id"])
    await forked.idle()

    assert len([each for each in practice.of_bot(practice.reviews.id) if says("@ ON")(each)]) == 1


async def test_a_reply_that_is_refused_is_told_once_why(practice: Practice, forked: ForkedBot) -> None:
    _, card, _, _ = await answered(practice)
    stranger = practice.admin  # anybody else who reads there would stop all posting

    async with dead(forked):
        await stranger.send(practice.reviews.id, "I know better.", reply_to=card["id"])
    await stranger.wait_for(says("Only coaches"), channel_id=practice.reviews.id)
    async with dead(forked):
        pass
    await practice.coach("Carl").send(practice.reviews.id, "Heard.", reply_to=card["id"])
    await forked.idle()

    assert len([each for each in practice.of_bot(practice.reviews.id) if says("Only coaches")(each)]) == 1


async def test_the_deletion_of_the_very_first_message_is_followed(practice: Practice, forked: ForkedBot) -> None:
    """Nothing older stands in the conversation: it was written while the first question was on its way."""
    candice = await practice.candidate()
    held = practice.playground.faults.hold_before(method="POST", route="/channels/{channel_id}/messages")
    await candice.person.slash(practice.general.id, "mock", bank="stripe")
    await held.reached()
    first = await candice.say("Too early.")
    held.release()
    await candice.sees(is_question(1))
    await candice.say("Three more words.")
    await candice.person.wait_for(
        lambda message: is_panel(1)(message) and "5 words" in words(message), channel_id=candice.dm
    )

    async with dead(forked):
        await candice.person.delete(candice.dm, first["id"])

    await candice.person.wait_for(
        lambda message: is_panel(1)(message) and "3 words" in words(message), channel_id=candice.dm
    )


async def test_a_deletion_after_the_end_is_followed_however_often_the_history_was_read_since(
    practice: Practice, forked: ForkedBot
) -> None:
    candice = await practice.interviewed(answer="Frist answer.")
    answer = candice.person.messages(candice.dm)[-2]
    await candice.say("Two words.")
    await candice.command("end")
    for _ in range(2):  # the first reading finds everything from before the end
        practice.playground.requests.clear()
        async with dead(forked):
            pass
        await practice.playground.until(
            lambda: any(each.params.get("channel_id") == candice.dm for each in practice.playground.requests),
            what="the reading",
        )
        await forked.idle()

    async with dead(forked):
        await candice.person.delete(candice.dm, answer["id"])

    await candice.person.wait_for(
        lambda message: is_panel(1)(message) and "2 words" in words(message), channel_id=candice.dm
    )
