"""Coaches answer in the review channel: what they send reaches the candidate, and the rest stays among them."""

from __future__ import annotations

import pytest

from playground.world.model import Json
from playground.world.permissions import Permission
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice, feedback_in_form, submitted


async def test_a_reply_to_the_card_reaches_the_candidate(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")

    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])

    feedback = await candice.sees(says("Begin with the result."))
    assert "Carl" in words(feedback)
    receipt = await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    assert receipt["message_reference"]["message_id"] == written["id"]


async def test_feedback_is_a_reply_to_the_answer_that_it_is_about(practice: Practice) -> None:
    candice = await practice.interviewed()
    (answer,) = [each for each in candice.person.messages(candice.dm) if each["content"].startswith("I would use")]
    card = await practice.sent(candice)
    await candice.command("skip")
    carl = practice.coach("Carl")

    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    assert feedback["message_reference"]["message_id"] == answer["id"]
    asked = await candice.say("Which result?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Which result?")
    await carl.send(card["id"], "The one in your last line.", reply_to=question["id"])

    more = await candice.sees(says("The one in your last line."))
    assert more["message_reference"]["message_id"] == asked["id"]


async def test_feedback_arrives_though_its_answer_is_gone(practice: Practice) -> None:
    candice = await practice.interviewed()
    (answer,) = [each for each in candice.person.messages(candice.dm) if each["content"].startswith("I would use")]
    card = await practice.sent(candice)
    practice.playground.faults.lose_event("MESSAGE_DELETE")
    await candice.person.delete(candice.dm, answer["id"])

    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])

    assert await candice.sees(says("Begin with the result."))


async def test_trying_again_repeats_the_next_step_of_the_coach(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await feedback_in_form(practice.coach("Carl"), card, "Begin with the result.", next_step="Say the number first.")
    feedback = await candice.sees(says("Say the number first."))
    await candice.command("end")

    await candice.press(feedback, "Try again")

    question = await candice.sees(is_question(1, 1))
    assert "Your coach's next step\nSay the number first." in words(question)


async def test_a_reply_without_a_ping_is_told_how_to_be_sent(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    before = len(candice.of_bot())

    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"], ping=False)

    hint = await carl.wait_for(says("@ ON"), channel_id=practice.reviews.id)
    assert "Send as feedback" in words(hint)
    assert len(candice.of_bot()) == before
    used = await (await carl.menu(practice.reviews.id, written["id"], "Send as feedback")).settled()
    assert "Sending." in heard(used)
    await candice.sees(says("Begin with the result."))
    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    await carl.until(lambda: not [each for each in practice.of_bot(practice.reviews.id) if says("@ ON")(each)])


@pytest.mark.parametrize("way", ["edit", "reply"])
async def test_that_nothing_was_sent_is_said_no_longer_once_it_is(practice: Practice, way: str) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"], ping=False)
    await carl.wait_for(says("@ ON"), channel_id=practice.reviews.id)

    if way == "edit":
        bot = practice.playground.world.bot_id
        await carl.edit(practice.reviews.id, written["id"], f"<@{bot}> Begin with the result.")
    else:
        await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])

    await candice.sees(says("Begin with the result."))
    await carl.until(lambda: not [each for each in practice.of_bot(practice.reviews.id) if says("@ ON")(each)])


async def test_a_message_in_the_thread_is_sent_by_its_menu_and_only_then(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")

    note = await carl.send(thread, "Is this her third attempt?")
    chosen = await carl.send(thread, "Say what happens on a timeout.")
    await (await carl.menu(thread, chosen["id"], "Send as feedback")).settled()

    await candice.sees(says("Say what happens on a timeout."))
    assert not candice.of_bot(says(note["content"]))


async def test_nobody_sends_what_somebody_else_wrote(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    written = await practice.coach("Carl").send(thread, "Only among us.")

    used = await (await practice.coach("Cleo").menu(thread, written["id"], "Send as feedback")).settled()

    assert "Someone else wrote that message" in heard(used)


async def test_the_menu_on_what_cannot_be_sent_says_why_each_time(practice: Practice) -> None:
    card = await practice.sent(await practice.interviewed())
    carl = practice.coach("Carl")
    waved = await carl.send(practice.reviews.id, sticker=True, reply_to=card["id"])
    await carl.wait_for(says("nothing in that message that I can send"), channel_id=practice.reviews.id)
    elsewhere = await carl.send(practice.general.id, "Good morning.")

    told = [
        heard(await (await carl.menu(message["channel_id"], message["id"], "Send as feedback")).settled())
        for message in (waved, waved, elsewhere)
    ]

    assert all("nothing in that message that I can send" in each for each in told[:2])
    assert "doesn't belong to a review" in told[2]


async def test_the_form_brings_mark_key_points_feedback_and_one_next_step(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")

    used = await feedback_in_form(
        carl, card, "Strong opening.", mark="good", covered=["0", "2"], next_step="Say it in one minute."
    )
    feedback = await candice.sees(says("Strong opening."))

    assert "Sending." in heard(used)
    assert "Say it in one minute." in words(feedback)
    copy = await practice.sees_in_thread(card, "Strong opening.")
    await practice.sees_in_thread(card, "Delivered")
    assert copy["id"]


async def test_files_go_along_and_a_voice_message_can_be_played(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")

    await carl.send(
        practice.reviews.id, "See the drawing.", reply_to=card["id"], files=[("drawing.png", b"\x89PNG" + b"x" * 50)]
    )
    await candice.sees(says("See the drawing."))
    drawing = await candice.sees(lambda message: [a["filename"] for a in message["attachments"]] == ["drawing.png"])
    await carl.send(
        practice.reviews.id, reply_to=card["id"], files=[("voice-message.ogg", b"OggS" + b"v" * 400)], voice_seconds=3.5
    )
    voice = await candice.sees(lambda message: bool(message.get("flags", 0) & 1 << 13))

    assert drawing["author"]["id"] == practice.playground.world.bot_id
    assert voice["attachments"][0]["duration_secs"] == 3.5


async def test_an_edit_follows_to_the_candidate(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin wiht the result.", reply_to=card["id"])
    delivered = await candice.sees(says("Begin wiht the result."))
    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)

    await carl.edit(practice.reviews.id, written["id"], "Begin with the result.")

    edited = await candice.sees(says("Begin with the result."))
    assert edited["id"] == delivered["id"]
    assert "edited" in words(edited)


async def test_a_deletion_follows_to_the_candidate(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Forget this.", reply_to=card["id"])
    await candice.sees(says("Forget this."))

    await carl.delete(practice.reviews.id, written["id"])

    await practice.playground.until(lambda: not candice.of_bot(says("Forget this.")), what="the deletion")
    await practice.sees_card_state(card, "Claimed")


async def test_a_candidate_whose_review_is_over_reads_that_the_feedback_was_taken_back(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Forget this.", reply_to=card["id"])
    feedback = await candice.sees(says("Forget this."))
    await (await carl.press(card["id"], "Close")).answered()
    await practice.sees_card_state(card, "Closed")

    await carl.delete(practice.reviews.id, written["id"])

    await candice.sees(says("Your coach withdrew the feedback"), after=feedback["id"])
    await practice.playground.until(lambda: not candice.of_bot(says("Forget this.")), what="the deletion")


async def test_the_candidate_answers_and_the_coach_answers_back(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))

    await candice.say("Which result?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Which result?")
    assert f"<@{carl.id}>" in question["content"]
    await carl.send(card["id"], "The one with a number.", reply_to=question["id"])

    await candice.sees(says("The one with a number."))


async def test_what_a_coach_had_written_for_a_review_that_was_taken_back_is_passed_on_as_told(
    practice: Practice,
) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await practice.claimed(card)
    await candice.press(candice.of_bot(says("Sent to a coach"))[-1], "Withdraw")
    notice = await practice.sees_in_thread(card, "withdrew this review while you had it")

    written = await carl.send(card["id"], "Still: begin with the result.", reply_to=notice["id"])
    hint = await carl.wait_for(says("Send as feedback"), channel_id=card["id"], after=written["id"])
    await (await carl.menu(card["id"], written["id"], "Send as feedback")).settled()

    assert hint["message_reference"]["message_id"] == written["id"]
    held = await carl.wait_for(lambda each: "Send it anyway" in buttons(each), channel_id=card["id"])
    assert not candice.of_bot(says("Still"))
    await (await carl.press(held["id"], "Send it anyway")).answered()
    await candice.sees(says("Still: begin with the result."))


async def test_a_reply_to_a_mark_or_a_notice_stays_among_coaches_and_its_writer_reads_so(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    thread = await practice.thread_of(card)
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    mark = await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    await (await candice.person.press(feedback["id"], "No")).answered()
    notice = await practice.sees_in_thread(card, "didn't help")

    for channel, answered in ((practice.reviews.id, mark), (thread, notice)):
        written = await carl.send(channel, "What was unclear?", reply_to=answered["id"])
        hint = await carl.wait_for(says("Send as feedback"), channel_id=channel, after=written["id"])
        assert hint["message_reference"]["message_id"] == written["id"]
        assert "I haven't sent this to the candidate" in words(hint)

    assert not candice.of_bot(says("What was unclear?"))
    used = await (await carl.menu(thread, written["id"], "Send as feedback")).settled()
    assert "Sending." in heard(used)
    await candice.sees(says("What was unclear?"))


async def test_a_reply_to_feedback_is_no_answer_to_the_question(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    await candice.command("next")

    await candice.say("Thank you!", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "Thank you!")

    status = heard(await candice.command("status"))
    assert "1 answered" in status


async def test_a_second_attempt_goes_to_the_same_review_beside_the_first(practice: Practice) -> None:
    _, card = await practice.tried_again()

    shown = await practice.sees_in_thread(card, "Second attempt.")
    assert "First attempt." in words(shown)
    assert [each["id"] for each in shown["mentions"]] == [practice.coach("Carl").id], "nobody else looks after it"
    assert shown["mention_roles"] == []


async def a_second_attempt(practice: Practice) -> tuple[Journey, Json, Json]:
    """Who tries again, the card of the review, and the panel of an attempt that is not sent yet."""
    candice = await practice.interviewed(answer="First attempt.")
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Try once more.", reply_to=card["id"])
    feedback = await candice.sees(says("Try once more."))
    await candice.command("end")
    await candice.press(feedback, "Try again")
    return candice, card, await candice.answer("Second attempt.")


async def test_finishing_a_second_attempt_sends_it_and_says_so(practice: Practice) -> None:
    candice, card, panel = await a_second_attempt(practice)
    assert "*Finish* sends it, too; `/end` doesn't." in words(panel)
    assert "End" not in buttons(panel)

    ended = heard(await candice.press(panel, "Finish"))

    assert "Sent to your coach." in ended
    await practice.sees_in_thread(card, "Second attempt.")
    sent = await candice.sees(
        lambda message: message["id"] == panel["id"] and "You sent this to your coach <t:" in words(message)
    )
    assert buttons(sent) == ["Hint", "Example answers"]


async def test_ending_a_second_attempt_sends_nothing_until_the_candidate_says_so(practice: Practice) -> None:
    candice, card, panel = await a_second_attempt(practice)

    ended = await candice.command("end")

    assert "Your coach doesn't have this attempt." in heard(ended)
    unsent = await candice.sees(lambda message: message["id"] == panel["id"] and "doesn't have" in words(message))
    assert buttons(unsent) == ["Hint", "Example answers", "Send to your coach"]
    assert "Second attempt." not in practice.thread_words(card)

    await (await candice.person.press(panel["id"], "Send to your coach")).answered()

    await practice.sees_in_thread(card, "Second attempt.")
    await candice.sees(lambda message: "Interview over" in words(message) and "Sent to your coach." in words(message))


async def test_another_interview_begun_instead_sends_nothing_either(practice: Practice) -> None:
    candice, card, _ = await a_second_attempt(practice)
    asked = await candice.command("mock", bank="stripe")
    assert asked.message is not None

    await candice.press(asked.message, next(each for each in buttons(asked.message) if each.startswith("Finish it")))

    await candice.sees(says("Your coach doesn't have this attempt."))
    assert "Second attempt." not in practice.thread_words(card)


@pytest.mark.parametrize(("label", "sentence"), [("Helped", "helped."), ("Partly", "in part"), ("No", "didn't")])
async def test_helped_partly_or_no_is_one_tap(practice: Practice, label: str, sentence: str) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))

    await (await candice.person.press(feedback["id"], label)).answered()

    told = await practice.sees_in_thread(card, "feedback")
    assert sentence in words(told)


async def test_another_opinion_excludes_the_first_coach(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))

    await (await candice.person.press(feedback["id"], "Another opinion")).settled()
    await submitted(candice.person, {})
    second = await practice.sees_card(after=card["id"])
    refused = await (await practice.coach("Carl").press(second["id"], "Claim")).settled()
    await practice.claimed(second, by="Cleo")

    assert "another coach" in heard(refused)


async def test_a_review_without_feedback_is_closed_with_a_reason_that_the_candidate_reads(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")

    await (await carl.press(card["id"], "Close")).settled()
    await submitted(carl, {"reason": "This is an empty answer. Please write a real one."})

    await candice.sees(says("Please write a real one."))
    closed = await practice.sees_card_state(card, "losed")
    await (await carl.press(closed["id"], "Reopen")).answered()
    await practice.sees_card_state(card, "Waiting")


async def test_with_the_privileged_intent_nothing_changes_for_the_worse(practice_that_reads_all: Practice) -> None:
    practice = practice_that_reads_all
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")

    await carl.send(thread, "Only among us.")
    await carl.send(practice.reviews.id, "Without a ping.", reply_to=card["id"], ping=False)

    await candice.sees(says("Without a ping."))
    assert not candice.of_bot(says("Only among us."))


async def test_the_menu_sends_once_more_what_was_edited_meanwhile(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    thread = await practice.thread_of(card)
    carl = practice.coach("Carl")
    written = await carl.send(thread, "Begin wiht the result.")
    await (await carl.menu(thread, written["id"], "Send as feedback")).settled()
    await candice.sees(says("Begin wiht the result."))
    await carl.edit(thread, written["id"], "Begin with the result.")

    await (await carl.menu(thread, written["id"], "Send as feedback")).settled()

    await candice.sees(says("Begin with the result."))


async def test_whoever_lost_the_role_changes_nothing_any_more(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await candice.sees(says("Begin with the result."))
    practice.playground.take_role(practice.guild, carl, practice.coach_role)
    practice.playground.overwrite(practice.reviews, carl, allow=Permission.VIEW_CHANNEL)

    await carl.edit(practice.reviews.id, written["id"], "You will never make it.")
    await carl.send(practice.reviews.id, "Really never.", reply_to=card["id"])

    await carl.wait_for(says("Only coaches"), channel_id=practice.reviews.id)
    assert not candice.of_bot(says("never"))


async def test_taking_back_takes_every_word_of_the_candidate_out_of_the_thread(practice: Practice) -> None:
    candice = await practice.interviewed(answer="Frist secret.")
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)
    await practice.claimed(card)
    await candice.person.edit(candice.dm, answer["id"], "First secret.")
    await practice.sees_in_thread(card, "First secret.")

    await (await candice.person.press(candice.of_bot(says("Sent to a coach"))[-1]["id"], "Withdraw")).answered()

    await practice.sees_card_state(card, "Withdrawn by the candidate")
    await practice.playground.until(lambda: "secret" not in practice.thread_words(card), what="an empty thread")
