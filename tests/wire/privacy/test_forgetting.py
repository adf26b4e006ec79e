"""`/forget-me`: everything of a person goes, in the database and on Discord, and everybody else keeps theirs."""

from __future__ import annotations

import re

import pytest

from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import NewCandidate
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice, submitted
from tests.wire.privacy.traces import (
    BEGUN,
    DONE,
    forget,
    forgotten,
    of_bot_everywhere,
    page_of,
    traces,
)

ALIAS = re.compile(r"\*\*(\w+ \w+)\*\*")


async def other_server(playground: Playground) -> Practice:
    """A second server that is set up, with a coach of its own."""
    made = Practice.furnish(playground, "Elsewhere")
    await made.set_up()
    made.coach("Carla")
    return made


async def conversation(practice: Practice, candidate: Journey, mark: str, *, coach: str = "Carl") -> Json:
    """A review with feedback and a reply, all of it marked; the card."""
    card = await practice.sent(candidate, focus=f"{mark} focus")
    await practice.coach(coach).send(practice.reviews.id, f"Feedback on {mark}.", reply_to=card["id"])
    feedback = await candidate.sees(says(f"Feedback on {mark}."))
    await candidate.say(f"{mark} reply", reply_to=feedback["id"])
    await practice.sees_in_thread(card, f"{mark} reply")
    await practice.sees_card_state(card, "Answered")
    await candidate.sees(says("A coach has answered. Reply to their message"))
    return card


async def test_a_candidate_goes_and_everybody_else_keeps_everything(practice: Practice) -> None:
    playground = practice.playground
    elsewhere = await other_server(playground)
    candice = await practice.interviewed("Candice", answer="CANDICE answer.")
    dora = await practice.interviewed("Dora", answer="DORA answer.")
    emma = await elsewhere.interviewed("Emma", answer="EMMA answer.")
    card = await conversation(practice, candice, "CANDICE")
    alias = ALIAS.findall(words(card))[0]
    await candice.command("next")
    await candice.answer("CANDICE again.", number=2)
    second = await practice.sent(candice, focus="CANDICE second")
    await practice.claimed(second, by="Cleo")
    await conversation(practice, dora, "DORA", coach="Cleo")
    await conversation(elsewhere, emma, "EMMA", coach="Carla")
    await playground.bot_ready()
    others = {number: said for number, said in of_bot_everywhere(playground).items() if "CANDICE" not in said}

    page = words(await page_of(candice.person, candice.dm))
    for line in ("one interview", "2 messages with answers", "2 reviews by coaches", "one message that you wrote to"):
        assert line in page
    assert "2 of your reviews are open." in page
    last = await forgotten(candice, typed=" d e l E t e ")

    assert [each["id"] for each in candice.of_bot() if not each["flags"] & 64] == [last["id"]]
    assert traces(playground, "CANDICE", candice.person.id, alias) == []
    for who in ("Carl", "Cleo"):
        told = practice.coach(who)
        assert says(f"<@{told.id}> The candidate of")(
            await told.wait_for(says(told.id), channel_id=practice.reviews.id)
        )
    left = of_bot_everywhere(playground)
    in_dm = {each["id"] for each in candice.of_bot()}
    gone = {said for number, said in others.items() if number not in left}
    assert all(number not in others or left[number] == others[number] for number in left)
    assert not [each for each in gone if "DORA" in each or "EMMA" in each], in_dm
    assert heard(await candice.command("forget-me")) == "Nothing is stored about you, so there is nothing to delete."
    assert is_question(1)(await candice.mock())


async def test_anything_but_the_word_deletes_nothing_and_each_page_and_form_says_what_is_true(
    practice: Practice,
) -> None:
    candice = await practice.candidate()
    person = candice.person
    assert heard(await candice.command("forget-me")) == "Nothing is stored about you, so there is nothing to delete."
    await candice.mock()
    await candice.answer()

    assert "That wasn't DELETE, so nothing is deleted." in await forget(person, candice.dm, typed="DELETE IT")
    page = await page_of(person, candice.dm)
    assert buttons(page) == ["Export first", "Delete everything"]
    await candice.answer("One more thing.")
    await (await person.press(page["id"], "Delete everything")).settled()
    assert "has changed since you read that page" in heard(await submitted(person, {"word": "DELETE"}))
    assert len(candice.of_bot(says("Question 1"))) == 1

    page = await page_of(person, candice.dm)
    hold = candice.playground.faults.hold_before(method="DELETE")
    await (await person.press(page["id"], "Delete everything")).settled()
    assert BEGUN in heard(await submitted(person, {"word": "DELETE"}))
    await hold.reached()
    await (await person.press(page["id"], "Delete everything")).settled()
    assert "Nothing is stored about you any more." in heard(await submitted(person, {"word": "DELETE"}))
    assert "Nothing is stored about you any more." in heard(await candice.command("forget-me"))
    hold.release()
    await candice.sees(says(DONE))
    await (await person.press(page["id"], "Delete everything")).settled()
    assert "Nothing is stored about you" in heard(await submitted(person, {"word": "DELETE"}))
    assert len(candice.of_bot(says(DONE))) == 1


async def test_meanwhile_nothing_is_taken_from_them_and_each_thing_says_why(practice: Practice) -> None:
    candice = await practice.interviewed()
    question = candice.of_bot(is_question(1))[0]
    hold = practice.playground.faults.hold_before(method="DELETE")
    assert BEGUN in await forget(candice.person, candice.dm)
    await hold.reached()

    refusal = "I'm deleting everything about you, as you asked"
    assert refusal in heard(await candice.command("mock", bank="stripe"))
    assert refusal in heard(await candice.press(question, "Hint"))
    await candice.say("I would also retry.")
    assert refusal in words(await candice.sees(says(refusal)))
    assert refusal in heard(await candice.command("plan", minutes=30))

    hold.release()
    await candice.sees(says(DONE))
    assert is_question(1)(await candice.mock())


async def test_in_a_server_only_the_person_sees_it_and_the_last_word_comes_to_their_dms(practice: Practice) -> None:
    candice = await practice.interviewed()

    used = await (await candice.person.slash(practice.general.id, "forget-me")).settled()
    assert used.message is not None
    assert used.message["flags"] & 64
    await (await candice.person.press(used.message["id"], "Delete everything")).settled()
    begun = await submitted(candice.person, {"word": "delete"})
    assert begun.message is not None
    assert begun.message["flags"] & 64

    await candice.sees(says(DONE))


async def test_what_was_being_sent_when_they_went_goes_too(practice: Practice) -> None:
    candice = await practice.interviewed()
    playground = practice.playground
    card = playground.faults.hold_after(
        method="POST", when=lambda request: request.params.get("channel_id") == practice.reviews.id
    )
    await practice.sent_unseen(candice, focus="MARKED focus")
    await card.reached()

    assert BEGUN in await forget(candice.person, candice.dm)
    assert "What is on its way comes to its end first" in heard(await candice.command("forget-me"))
    card.release()

    await candice.sees(says(DONE))
    assert traces(playground, "MARKED", candice.person.id) == []
    assert practice.of_bot(practice.reviews.id) == []


async def test_an_answer_whose_panel_is_being_sent_goes_with_its_panel(practice: Practice) -> None:
    candice = await practice.interviewed()
    playground = practice.playground
    panel = playground.faults.hold_after(
        method="POST", when=lambda request: request.params.get("channel_id") == candice.dm
    )
    await candice.command("next")
    await candice.say("MARKED answer.")
    await panel.reached()

    assert BEGUN in await forget(candice.person, candice.dm)
    panel.release()

    await candice.sees(says(DONE))
    assert len([each for each in candice.of_bot() if not each["flags"] & 64]) == 1
    assert traces(playground, "MARKED") == []


async def test_a_card_of_which_nobody_heard_whether_it_arrived_goes_too(practice: Practice) -> None:
    candice = await practice.interviewed()
    playground = practice.playground
    playground.faults.lose_answer(
        method="POST", when=lambda request: request.params.get("channel_id") == practice.reviews.id, times=1
    )
    await practice.sent_unseen(candice, focus="MARKED focus")
    await practice.sees_card()

    await forgotten(candice)

    assert traces(playground, "MARKED", candice.person.id) == []
    assert practice.of_bot(practice.reviews.id) == []


async def test_late_and_doubled_events_bring_nothing_back(practice: Practice) -> None:
    candice = await practice.candidate()
    playground = practice.playground
    await candice.mock()
    playground.faults.duplicate_event("MESSAGE_CREATE")
    late = playground.faults.hold_event("MESSAGE_UPDATE")
    answer = await candice.say("MARKED answer.")
    await candice.sees(says("MARKED"))
    await candice.person.edit(candice.dm, answer["id"], "MARKED anew.")

    await forgotten(candice)
    late.release()
    await candice.person.delete(candice.dm, answer["id"])
    await candice.mock()

    assert traces(playground, "MARKED") == []
    assert "one message with an answer" not in words(await page_of(candice.person, candice.dm))


async def test_with_closed_dms_everything_goes_and_the_last_word_is_kept_for_a_day_at_most(practice: Practice) -> None:
    candice = await practice.interviewed(answer="MARKED answer.")
    candice.person.dms_closed = True

    assert BEGUN in await forget(candice.person, candice.dm)
    await practice.playground.until(lambda: not traces(practice.playground, "MARKED"), what="the deletion")
    await practice.playground.until(
        lambda: not [each for each in candice.of_bot() if not each["flags"] & 64], what="the deletion of all messages"
    )

    told = heard(await candice.command("forget-me"))
    while "I'm deleting those that are left in your DMs" in told:  # it looks once more behind the last one
        told = heard(await candice.command("forget-me"))
    assert "I couldn't write that to your DMs yet" in told
    await (await candice.person.slash(practice.general.id, "mock", bank="stripe")).settled()


async def test_what_the_bot_may_not_delete_is_named_with_the_reason(practice: Practice) -> None:
    candice = await practice.interviewed(answer="MARKED answer.")
    card = await practice.sent(candice)
    await practice.thread_of(card)
    playground = practice.playground
    playground.faults.fail(
        403,
        method="DELETE",
        when=lambda request: request.params.get("channel_id") == practice.reviews.id,
        body={"code": 50013, "message": "Missing Permissions"},
    )

    assert BEGUN in await forget(candice.person, candice.dm)
    last = await candice.sees(says("some of my messages are left"))

    link = f"https://discord.com/channels/{practice.guild.id}/{practice.reviews.id}/{card['id']}"
    assert f"{link}: I'm not allowed to delete it" in words(last)
    assert "Please ask the admins" in words(last)


async def test_long_direct_messages_are_deleted_page_by_page(candidate: Journey) -> None:
    await candidate.mock()
    for _ in range(130):
        await candidate.command("status")
        await candidate.command("hint")
    many = [each for each in candidate.of_bot() if not each["flags"] & 64]
    own = await candidate.say("My own words stay.")

    await forgotten(candidate)

    assert len(many) > 100
    assert len([each for each in candidate.of_bot() if not each["flags"] & 64]) == 1
    assert own["id"] in {each["id"] for each in candidate.person.messages(candidate.dm)}


async def test_a_coach_goes_and_feedback_stays_by_a_former_coach(practice: Practice) -> None:
    playground = practice.playground
    carl = practice.coach("Carl")
    candice = await practice.interviewed("Candice", answer="CANDICE answer.")
    dora = await practice.interviewed("Dora", answer="DORA answer.")
    first = await conversation(practice, candice, "CANDICE")
    second = await practice.claimed(await practice.sent(dora, focus="DORA focus"))
    assert traces(playground, carl.id)
    dm = await carl.open_dm()

    page = words(await page_of(carl, practice.general.id))
    assert "The one piece of feedback that you gave stays" in page
    assert "The 2 reviews that you have claimed go back to all coaches." in page
    assert BEGUN in await forget(carl, practice.general.id)
    await carl.wait_for(says(DONE), channel_id=dm)

    await practice.sees_card_state(second, "Waiting")
    await playground.until(lambda: not traces(playground, carl.id, "Carl"), what="the coach's name to go")
    feedback = await candice.sees(says("Feedback on CANDICE."))
    assert "former coach" in words(feedback)
    await candice.say("Who reads this now?", reply_to=feedback["id"])
    await practice.coach("Cleo").wait_for(says("Who reads this now?"), channel_id=first["id"])
    assert traces(playground, "<@0>") == []


async def test_who_is_candidate_and_coach_goes_as_both(practice: Practice) -> None:
    playground = practice.playground
    elsewhere = await other_server(playground)
    carl = practice.coach("Carl")
    playground.add_member(elsewhere.guild, carl)
    own = Journey(playground=playground, person=carl, dm=await carl.open_dm(), general=elsewhere.general)
    await (await carl.slash(elsewhere.general.id, "mock", bank="stripe")).settled()
    await own.answer("CARLS answer.")
    await conversation(elsewhere, own, "CARLS", coach="Carla")
    candice = await practice.interviewed("Candice", answer="CANDICE answer.")
    await conversation(practice, candice, "CANDICE")

    await forgotten(own)

    await playground.until(lambda: not traces(playground, carl.id, "Carl ", "CARLS"), what="all traces to go")
    assert [each for each in candice.of_bot() if "Feedback on CANDICE." in words(each)]


@pytest.mark.usefixtures("bot")
async def test_a_stranger_reads_that_nothing_is_stored(new_candidate: NewCandidate) -> None:
    stranger = await new_candidate("Sam")

    assert heard(await stranger.command("forget-me")) == "Nothing is stored about you, so there is nothing to delete."
