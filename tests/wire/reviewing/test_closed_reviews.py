"""A closed review takes nothing in: what the candidate writes at that question from then on is theirs alone."""

from __future__ import annotations

from playground.world.model import Json
from tests.wire.journey import Journey, buttons, is_panel, says, words
from tests.wire.practice import Practice


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

    read = read_by_coaches(practice, card)
    assert "idempotency key" in read
    assert not [each for each in ("nobody", "secret", "has added", "has edited") if each in read]


async def test_the_answer_is_sent_anew_from_its_panel_as_it_reads_now(practice: Practice) -> None:
    candice, _ = await practice.closed()
    panel = await has_panel(candice, "The review of this answer is closed")
    await candice.say("One thing more.")
    await has_panel(candice, "9 words")

    await candice.press(panel, "Send it to a coach again")
    before = practice.newest_card()
    await (await candice.person.submit({"wish": "Better now?"})).settled()

    card = await practice.sees_card(after=before)
    assert "One thing more." in words(card)
    await has_panel(candice, "Coaches have this answer")


async def test_after_the_interview_the_panel_still_offers_it(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await candice.command("end")
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    await candice.sees(says("Begin with the result."))
    await (await carl.press(card["id"], "Close")).answered()

    panel = await has_panel(candice, "The review of this answer is closed")

    assert buttons(panel) == ["Send it to a coach again"]


async def test_reopened_it_shows_nothing_from_in_between(practice: Practice) -> None:
    candice, card = await practice.closed()
    await candice.say("This is for nobody.")
    await has_panel(candice, "10 words")

    await (await practice.coach("Carl").press(card["id"], "Reopen")).answered()
    await practice.sees_card_state(card, "Answered")
    await has_panel(candice, "Coaches have this answer")
    await candice.say("This is for coaches.")
    await practice.sees_in_thread(card, "This is for coaches.")

    assert "nobody" not in read_by_coaches(practice, card)
