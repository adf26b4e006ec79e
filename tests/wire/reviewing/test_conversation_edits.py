"""What is edited and taken back, in a conversation and in an answer, and edits that Discord withholds.

A closed review takes nothing in: what the candidate writes at that question from then on is theirs alone.
"""

from __future__ import annotations

from pathlib import Path

from playground.client.person import Person
from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.journey import Journey, buttons, heard, is_panel, says, words
from tests.wire.practice import Practice


async def sent_without_a_ping(practice: Practice) -> tuple[Journey, Person, Json, Json]:
    """Feedback in a reply with the ping off, sent by its menu: the candidate, its coach, the message and its copy."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin wiht the result.", reply_to=card["id"], ping=False)
    await (await carl.menu(practice.reviews.id, written["id"], "Send as feedback")).settled()
    copy = await candice.sees(says("Begin wiht the result."))
    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)
    return candice, carl, written, copy


async def test_an_edit_that_discord_withholds_leaves_the_copy_and_its_coach_reads_what_to_do(
    practice: Practice,
) -> None:
    candice, carl, written, copy = await sent_without_a_ping(practice)

    await carl.edit(practice.reviews.id, written["id"], "Begin with the result.")

    hint = await carl.wait_for(says("I can't read your edit"), channel_id=practice.reviews.id)
    assert hint["message_reference"]["message_id"] == written["id"]
    assert await candice.sees(lambda message: message["id"] == copy["id"]) == copy
    used = await (await carl.menu(practice.reviews.id, written["id"], "Send as feedback")).settled()
    assert "Sending." in heard(used)
    edited = await candice.sees(says("Begin with the result."))
    assert edited["id"] == copy["id"]
    await carl.wait_for(says("as you last edited it"), channel_id=practice.reviews.id)


async def test_a_link_that_discord_unfolds_is_no_edit(practice: Practice) -> None:
    candice, carl, written, copy = await sent_without_a_ping(practice)

    practice.playground.unfold_link(written["id"], {"type": "link", "title": "A manual"})
    # The hint for the next message would come after one for this.
    card = written["message_reference"]["message_id"]
    await carl.send(practice.reviews.id, reply_to=card, sticker=True)
    await carl.wait_for(says("nothing in that message that I can send"), channel_id=practice.reviews.id)

    assert not [each for each in practice.of_bot(practice.reviews.id) if says("your edit")(each)]
    assert await candice.sees(lambda message: message["id"] == copy["id"]) == copy


async def test_an_edit_while_the_bot_is_away_is_told_of_once(playground: Playground, tmp_path: Path) -> None:
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config):
        await practice.set_up()
        candice, carl, written, copy = await sent_without_a_ping(practice)
    async with running(playground, config):
        await practice.sent(await practice.interviewed("Otto"))  # whatever there is to tell has been told

    await carl.edit(practice.reviews.id, written["id"], "Begin with the result.")

    for _ in range(2):
        async with running(playground, config):
            await carl.wait_for(says("I can't read your edit"), channel_id=practice.reviews.id)
    assert len([each for each in practice.of_bot(practice.reviews.id) if says("your edit")(each)]) == 1
    assert await candice.sees(lambda message: message["id"] == copy["id"]) == copy


async def test_a_reply_that_was_withheld_and_not_sent_is_told_so_again_when_it_is_edited(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin wiht the result.", reply_to=card["id"], ping=False)
    await carl.wait_for(says("@ ON"), channel_id=practice.reviews.id)

    await carl.edit(practice.reviews.id, written["id"], "Begin with the result.")

    again = await carl.wait_for(says("your edit either"), channel_id=practice.reviews.id)
    assert again["message_reference"]["message_id"] == written["id"]
    assert not candice.of_bot(says("the result."))


async def test_a_reply_edited_to_mention_the_bot_is_sent(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    written = await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"], ping=False)
    await carl.wait_for(says("@ ON"), channel_id=practice.reviews.id)

    bot = practice.playground.world.bot_id
    await carl.edit(practice.reviews.id, written["id"], f"<@{bot}> Begin with the result.")

    await candice.sees(says("Begin with the result."))
    await carl.wait_for(says("Delivered"), channel_id=practice.reviews.id)


async def test_the_thread_follows_what_the_candidate_edits_and_takes_back(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    written = await candice.say("Wich result?", reply_to=feedback["id"])
    shown = await practice.sees_in_thread(card, "Wich result?")
    receipt = await candice.sees(says("has your reply"))

    await candice.person.edit(candice.dm, written["id"], "Which result?")
    edited = await practice.sees_in_thread(card, "Which result?")

    assert edited["id"] == shown["id"]
    assert "edited" in words(edited)
    assert "Wich" not in practice.thread_words(card)

    await candice.person.delete(candice.dm, written["id"])

    await practice.playground.until(lambda: "Which result?" not in practice.thread_words(card), what="the deletion")
    await practice.playground.until(
        lambda: receipt["id"] not in {each["id"] for each in candice.of_bot()}, what="the receipt's end"
    )


async def test_what_is_edited_before_it_is_shown_is_shown_as_it_reads_last(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    thread = await practice.thread_of(card)
    held = practice.playground.faults.hold_before(
        method="POST", when=lambda request: request.params.get("channel_id") == thread
    )
    written = await candice.say("Wich result?", reply_to=feedback["id"])
    await held.reached()

    await candice.person.edit(candice.dm, written["id"], "Which result?")
    held.release()

    await practice.sees_in_thread(card, "Which result?")
    await practice.playground.until(lambda: "Wich" not in practice.thread_words(card), what="the edit")


def read_by_coaches(practice: Practice, card: Json) -> str:
    channel = "\n".join(words(each) for each in practice.of_bot(practice.reviews.id))
    return f"{channel}\n{practice.thread_words(card)}"


async def has_panel(candice: Journey, text: str) -> Json:
    return await candice.sees(lambda message: is_panel(1)(message) and text in words(message))


async def test_what_is_written_changed_or_deleted_after_the_close_stays_with_the_candidate(practice: Practice) -> None:
    candice = await practice.interviewed()
    first = next(each for each in candice.person.messages(candice.dm) if says("idempotency")(each))
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await candice.sees(says("Begin with the result."))
    await (await carl.press(card["id"], "Close")).answered()
    await practice.sees_card_state(card, "Closed")
    await has_panel(candice, "The review of this answer is closed")

    await candice.say("This is for nobody.")
    await has_panel(candice, "10 words")
    await candice.person.edit(candice.dm, first["id"], "I would use a secret.")
    await has_panel(candice, "9 words")
    rated = await candice.sees(lambda message: "Helped" in buttons(message))
    await (await candice.person.press(rated["id"], "Helped")).answered()
    await practice.sees_in_thread(card, "helped")

    behind = heard(await (await carl.press(card["id"], "Show the answer")).settled())
    read = read_by_coaches(practice, card) + behind
    assert "idempotency key" in behind
    assert not [each for each in ("nobody", "secret", "has added", "has edited") if each in read]


async def test_the_answer_is_sent_anew_from_its_panel_as_it_reads_now(practice: Practice) -> None:
    candice, _ = await practice.closed()
    await has_panel(candice, "The review of this answer is closed")
    await candice.say("One thing more.")
    panel = await has_panel(candice, "9 words")

    await candice.press(panel, "Send it to a coach again")
    before = practice.newest_card()
    await (await candice.person.submit({"wish": "Better now?"})).settled()

    card = await practice.sees_card(after=before)
    assert "One thing more." in words(card)
    await has_panel(candice, "You sent this to a coach")


async def test_after_the_interview_the_panel_still_offers_it(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await candice.command("end")
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await candice.sees(says("Begin with the result."))
    await (await carl.press(card["id"], "Close")).answered()

    panel = await has_panel(candice, "The review of this answer is closed")

    assert buttons(panel) == ["Hint", "Example answers", "Send it to a coach again"]


async def test_reopened_it_shows_nothing_from_in_between(practice: Practice) -> None:
    candice, card = await practice.closed()
    await candice.say("This is for nobody.")
    await has_panel(candice, "10 words")

    await (await practice.coach("Carl").press(card["id"], "Reopen")).answered()
    await practice.sees_card_state(card, "Answered")
    await has_panel(candice, "You sent this to a coach")
    await candice.say("This is for coaches.")
    await practice.sees_in_thread(card, "This is for coaches.")

    assert "nobody" not in read_by_coaches(practice, card)
