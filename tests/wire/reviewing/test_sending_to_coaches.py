"""A candidate sends an answer to human coaches, and what can be done with it before there is feedback."""

from __future__ import annotations

from datetime import datetime

from playground.server import Playground
from playground.world.model import Upload
from tests.wire.journey import Journey, buttons, heard, is_panel, is_question, says, words
from tests.wire.practice import FOCUS, Practice, is_card, send_to_coach, submitted


async def test_the_button_under_an_answer_sends_it(practice: Practice) -> None:
    candice = await practice.interviewed(answer="One key for one charge.")

    await (await candice.person.press(candice.of_bot()[-1]["id"], "Send to a coach")).settled()
    told = heard(await submitted(candice.person, {"wish": FOCUS}))
    card = await practice.sees_card()

    assert "A coach will pick it up" in told
    assert "One key for one charge." in words(card)
    assert FOCUS in words(card)


async def test_the_panel_of_an_answer_that_was_sent_says_since_when(practice: Practice) -> None:
    candice = await practice.interviewed()
    await practice.sent(candice)

    panel = await candice.sees(says("You sent this to a coach"))

    written = candice.person.messages(candice.dm)[-2]["timestamp"]
    sent_at = int(words(panel).split("You sent this to a coach <t:")[1].split(":R>")[0])
    assert abs(sent_at - datetime.fromisoformat(written).timestamp()) < 60
    assert "Send to a coach" not in buttons(panel)


async def test_the_command_sends_the_present_answer(practice: Practice) -> None:
    candice = await practice.interviewed(answer="One key for one charge.")

    card = await practice.sent(candice)

    assert "One key for one charge." in words(card)


async def test_the_menu_of_a_message_sends_the_answer_it_belongs_to(practice: Practice) -> None:
    candice = await practice.interviewed(answer="The first answer.")
    first = candice.person.messages(candice.dm)[-2]
    assert first["content"] == "The first answer."
    await candice.command("next")
    await candice.sees(is_question(2))

    await (await candice.person.menu(candice.dm, first["id"], "Send to a coach")).settled()
    await submitted(candice.person, {"wish": FOCUS})
    card = await practice.sees_card()

    assert "The first answer." in words(card)


async def test_the_form_promises_before_it_sends_and_asks_for_one_thing(practice: Practice) -> None:
    candice = await practice.interviewed()

    await (await candice.person.slash(candice.dm, "flag")).settled()

    form = candice.person.modal
    assert form is not None
    promise, wish, naming = form["components"]
    assert "No track record yet" in promise["content"]
    assert wish["component"]["required"]
    assert [option.get("default", False) for option in naming["component"]["options"]] == [True, False]
    assert practice.newest_card() == "0"


async def test_whoever_says_nothing_stays_anonymous_under_the_same_alias(practice: Practice) -> None:
    candice = await practice.interviewed("Candice")
    first = await practice.sent(candice)
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    second = await practice.sent(candice)
    candy = await practice.interviewed("Candy")
    other = await practice.sent(candy)

    aliases = [_shown_name(card) for card in (first, second, other)]

    assert aliases[0] == aliases[1] != aliases[2]
    assert "Candice" not in words(first)
    assert candice.person.id not in str(first)


async def test_whoever_chooses_to_is_named(practice: Practice) -> None:
    candice = await practice.interviewed("Candice")

    card = await practice.sent(candice, naming="name")

    assert "Candice" in words(card)


async def test_sending_does_not_block_the_interview(practice: Practice) -> None:
    candice = await practice.interviewed()
    await practice.sent(candice)

    await candice.command("next")
    panel = await candice.answer("On I go.", number=2)

    assert "Next question" in buttons(panel)


async def test_an_answer_is_sent_once(practice: Practice) -> None:
    candice = await practice.interviewed()
    await practice.sent(candice)

    used = await candice.command("flag")

    assert candice.person.modal is None
    assert "already" in heard(used)


async def test_no_more_than_three_wait_at_a_time(practice: Practice) -> None:
    candice = await practice.interviewed()
    for number in (2, 3, 4):
        await practice.sent(candice)
        await candice.command("next")
        await candice.answer("Another answer.", number=number)

    used = await candice.command("flag")

    assert candice.person.modal is None
    assert "3" in heard(used)


async def test_how_many_may_wait_is_the_servers_to_say(practice: Practice) -> None:
    await practice.set_up(open_per_candidate=1)
    candice = await practice.interviewed()
    await practice.sent(candice)
    await candice.command("next")
    await candice.answer("Another answer.", number=2)

    await candice.command("flag")

    assert candice.person.modal is None


async def test_without_an_answer_there_is_nothing_to_send(practice: Practice) -> None:
    candice = await practice.candidate()
    await candice.mock()

    used = await candice.command("flag")

    assert candice.person.modal is None
    assert "answer" in heard(used)


async def test_a_server_without_coaches_says_so(playground: Playground, candidate: Journey) -> None:
    await candidate.person.slash(candidate.general.id, "mock", bank="stripe")
    await candidate.sees(is_question(1))
    await candidate.answer()

    used = await candidate.command("flag")

    assert playground.requests
    assert "coach" in heard(used)


async def test_an_interview_from_direct_messages_goes_to_the_server_they_share(practice: Practice) -> None:
    candice = await practice.candidate()
    await candice.mock()
    await candice.answer("Begun in direct messages.")

    card = await practice.sent(candice)

    assert "Begun in direct messages." in words(card)


async def test_with_several_servers_the_candidate_chooses(practice: Practice, playground: Playground) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    second.coach("Dora")
    candice = await practice.candidate()
    playground.add_member(second.guild, candice.person)
    await candice.mock()
    await candice.answer("Where shall it go?")

    await send_to_coach(candice, server=[second.guild.id])
    card = await second.coach("Dora").wait_for(is_card, channel_id=second.reviews.id)

    assert "Where shall it go?" in words(card)
    assert practice.newest_card() == "0"


async def test_the_choice_stays_with_each_answer_and_follows_who_is_where(
    practice: Practice, playground: Playground
) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    candice = await practice.candidate()
    playground.add_member(second.guild, candice.person)
    await candice.mock()
    await candice.answer("The first answer.")
    await send_to_coach(candice, server=[practice.guild.id])
    await candice.command("next")
    await candice.answer("The second answer.", number=2)

    await send_to_coach(candice, server=[second.guild.id])
    card = await second.coach("Dora").wait_for(is_card, channel_id=second.reviews.id)
    playground.remove_member(practice.guild, candice.person)
    await candice.command("next")
    await candice.answer("The third answer.", number=3)
    await (await candice.person.slash(candice.dm, "flag")).settled()

    assert "The second answer." in words(card)
    assert candice.person.modal is not None
    assert "**Second**" in str(candice.person.modal)
    assert "Practice" not in str(candice.person.modal)


async def test_a_waiting_review_can_be_taken_back(practice: Practice) -> None:
    candice = await practice.interviewed(answer="Please forget this.")
    card = await practice.sent(candice)
    await practice.thread_of(card)

    await (await candice.person.press(candice.of_bot()[-1]["id"], "Withdraw")).answered()

    withdrawn = await practice.sees_card_state(card, "Withdrawn by the candidate")
    assert "Please forget this." not in words(withdrawn)
    assert buttons(withdrawn) == []


async def test_an_edit_before_a_claim_updates_the_card(practice: Practice) -> None:
    candice = await practice.interviewed(answer="Frist answer.")
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)

    await candice.person.edit(candice.dm, answer["id"], "First answer.")

    shown = await practice.coach().wait_for(says("First answer."), channel_id=practice.reviews.id)
    assert shown["id"] == card["id"]
    assert "Frist" not in words(shown)


async def test_what_is_added_before_a_claim_is_on_the_card(practice: Practice) -> None:
    candice = await practice.interviewed(answer="First.")
    card = await practice.sent(candice)

    await candice.say("And a second thought.")

    shown = await practice.coach().wait_for(says("And a second thought."), channel_id=practice.reviews.id)
    assert shown["id"] == card["id"]


async def test_an_edit_after_a_claim_is_told_in_the_thread(practice: Practice) -> None:
    candice = await practice.interviewed(answer="Frist answer.")
    answer = candice.person.messages(candice.dm)[-2]
    card = await practice.sent(candice)
    await practice.claimed(card)

    await candice.person.edit(candice.dm, answer["id"], "First answer.")

    told = await practice.sees_in_thread(card, "First answer.")
    assert "changed" in words(told)


async def test_taking_back_a_claimed_review_is_told_to_its_coach(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await practice.claimed(card)

    await (await candice.person.press(candice.of_bot()[-1]["id"], "Withdraw")).answered()

    told = await practice.coach("Carl").wait_for(
        lambda message: f"<@{practice.coach('Carl').id}>" in message["content"], channel_id=card["id"]
    )
    assert "withdrew this review" in words(told)


def _shown_name(card: dict[str, object]) -> str:
    """Who the card says it is from."""
    return next(line for line in words(card).splitlines() if line.startswith("From"))


async def test_the_form_says_what_goes_along_before_anything_is_sent(practice: Practice) -> None:
    candice = await practice.interviewed()
    await candice.say("", files=[("plan.txt", b"One, two."), ("sums.csv", b"1,2")])
    await candice.sees(says("2 files"))
    recording = Upload(filename="voice-message.ogg", data=b"OggS", content_type="audio/ogg")
    await candice.say("", files=[recording], voice_seconds=7.0, waveform="AAAA")
    await candice.sees(says("voice and text"))

    await (await candice.person.slash(candice.dm, "flag")).settled()

    form = str(candice.person.modal)
    assert "with 2 files and a voice message. A voice can be recognised, even if you stay anonymous." in form
    assert "What you add to that answer, edit or delete in it later reaches the coaches, too" in form


async def test_once_it_is_sent_the_status_and_the_panel_say_that_changes_follow(practice: Practice) -> None:
    candice = await practice.interviewed()
    panel = await candice.sees(is_panel(1))

    await practice.sent(candice)

    await candice.sees(lambda message: "What you add, edit or delete in your answer reaches them" in words(message))
    told = await candice.sees(lambda message: message["id"] == panel["id"] and "reaches them, too" in words(message))
    assert "Send to a coach" not in buttons(told)
