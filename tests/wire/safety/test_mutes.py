"""Leads mute an alias without learning who it is: it holds for the person, on this server only."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Json
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, is_question, says, words
from tests.wire.practice import Practice, send_to_coach, submitted


def alias_on(card: Json) -> str:
    """The name that coaches read on a card."""
    return words(card).partition("From **")[2].partition("**")[0]


async def used(who: Person, practice: Practice, command: str, **options: Any) -> str:
    """What somebody reads in answer to a command."""
    return heard(await (await who.slash(practice.general.id, command, **options)).settled())


async def muted(practice: Practice, alias: str, how_long: str = "week") -> str:
    return await used(practice.coach("Cleo", lead=True), practice, "mute", alias=alias, **{"for": how_long})


async def flagged(journey: Journey) -> Invocation:
    """What the candidate reads at *Send to a coach*, before any form."""
    return await (await journey.person.slash(journey.dm, "flag")).settled()


async def test_it_holds_for_the_person_on_this_server_and_for_nothing_else(
    practice: Practice, playground: Playground
) -> None:
    second = Practice.furnish(playground, "Second")
    await second.set_up()
    dora = second.coach("Dora")
    candice = await practice.interviewed("Candice")
    playground.add_member(second.guild, candice.person)
    card = await practice.sent(candice)
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    ben = await practice.interviewed("Ben")

    done = await muted(practice, alias_on(card))
    unasked = candice.of_bot(says("muted"))
    refused = await flagged(candice)
    told = heard(refused)

    assert f"**{alias_on(card)}** is muted in this server until <t:" in done
    assert candice.person.modal is None, "they read it before they type"
    assert "The leads of **Practice** have muted you there until <t:" in told
    assert "You can practise as always" in told
    assert "write to someone who manages that server" in told
    assert unasked == []
    await practice.sent(ben)
    await candice.command("end")
    await (await candice.person.slash(second.general.id, "mock", bank="stripe")).settled()
    await candice.sees(is_question(1), after=card["id"])
    await candice.answer("An answer for others.")
    await send_to_coach(candice)
    there = await dora.wait_for(says("From **"), channel_id=second.reviews.id)
    assert "muted" not in json.dumps(dora.messages(second.reviews.id))
    assert alias_on(there) not in await used(practice.coach("Cleo"), practice, "muted")
    assert "No one is muted" in await used(second.admin, second, "muted")

    assert "is no longer muted" in await used(practice.coach("Cleo"), practice, "unmute", alias=alias_on(card))
    assert "No one is muted under that name" in await used(
        practice.coach("Cleo"), practice, "unmute", alias=alias_on(card)
    )


async def test_the_name_is_refused_with_the_alias_and_coaches_cannot_tell(practice: Practice) -> None:
    candice = await practice.interviewed("Candice Quillfeather")
    cleo = practice.coach("Cleo", lead=True)
    named = await practice.sent(candice, naming="name")
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    anonymous = await practice.sent(candice)
    await candice.command("next")
    await candice.answer("A third answer.", number=3)
    alias = alias_on(anonymous)
    suggested = await cleo.autocomplete(practice.general.id, "mute", "alias", alias="", **{"for": "day"})
    numbers = {each["name"]: each["value"] for each in suggested}
    behind_name = words(named)

    assert set(numbers) == {"Candice Quillfeather", alias}
    await muted(practice, numbers[alias], "for_ever")

    assert "with no end set" in heard(await flagged(candice))
    listed = await used(cleo, practice, "muted")
    assert alias in listed
    assert "Quillfeather" not in listed
    choices = await cleo.autocomplete(practice.general.id, "unmute", "alias", alias="")
    assert [each["name"] for each in choices] == [alias]
    assert "No one is muted under that name" in await used(cleo, practice, "unmute", alias="Candice Quillfeather")
    assert words(await practice.sees_card_state(named, "From **")) == behind_name

    await muted(practice, numbers["Candice Quillfeather"], "day")
    await used(cleo, practice, "unmute", alias=alias)
    assert "until <t:" in heard(await flagged(candice)), "the other one goes on"
    log = heard(await (await practice.admin.slash(practice.general.id, "setup log")).settled())
    assert f"muted **{alias}** for good" in log
    assert f"unmuted **{alias}**" in log
    assert "muted whoever sent review" in log
    assert "Quillfeather" not in log
    assert candice.person.id not in log


async def test_what_goes_on_in_a_review_stops_and_the_writer_is_told_the_truth(practice: Practice) -> None:
    candice = await practice.interviewed(answer="First answer.")
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await candice.sees(says("Begin with the result."))
    before = await candice.say("Which result?", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "Which result?")

    await muted(practice, alias_on(card))
    await candice.say("You know nothing.", reply_to=feedback["id"])
    said = words(await candice.sees(says("I haven't sent this to your coach")))
    await candice.person.edit(candice.dm, before["id"], "Which result, you fool?")
    await candice.sees(says("I haven't sent this to your coach"), after=feedback["id"])
    answer = next(each for each in candice.person.messages(candice.dm) if each["content"] == "First answer.")
    await candice.person.edit(candice.dm, answer["id"], "An insult instead.")
    await candice.sees(says("what you add or change here doesn't reach them"))
    again = heard(await candice.press(feedback, "Try again"))
    opinion = heard(await candice.press(feedback, "Another opinion"))

    assert "Your words are still here" in said
    assert "have muted you there until" in again
    assert "have muted you there until" in opinion
    assert candice.person.modal is None
    thread = practice.thread_words(card)
    assert "You know nothing." not in thread
    assert "fool" not in thread
    assert "insult" not in thread
    await used(practice.coach("Cleo"), practice, "unmute", alias=alias_on(card))
    await candice.say("I'm sorry.", reply_to=feedback["id"])
    await practice.sees_in_thread(card, "I'm sorry.")
    assert "You know nothing." not in practice.thread_words(card), "what was refused does not come later"


async def test_it_ends_by_itself_and_the_text_on_how_to_ask_is_read(playground: Playground, tmp_path: Path) -> None:
    clock = LaterClock()
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        practice = Practice.furnish(playground)
        await practice.set_up()
        await used(practice.admin, practice, "setup safety", how_to_ask="write to <#42> or https://acme.org/a-b")
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await candice.command("next")
        await candice.answer("Another answer.", number=2)
        await muted(practice, alias_on(card), "day")

        told = heard(await flagged(candice))
        clock.passed += timedelta(days=1, minutes=1)
        sent = await practice.sent(candice)

    assert "To ask about it: write to <#42> or https://acme.org/a-b" in told
    assert alias_on(sent) == alias_on(card)


async def test_only_leads_and_admins_mute_and_not_themselves(practice: Practice) -> None:
    journey = await practice.interviewed("Candice")
    card = await practice.sent(journey)
    alias = alias_on(card)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo", lead=True)

    by_coach = await used(carl, practice, "mute", alias=alias, **{"for": "week"})
    listed = await used(carl, practice, "muted")
    suggested = await carl.autocomplete(practice.general.id, "mute", "alias", alias="", **{"for": "week"})
    behind = await (await carl.press(card["id"], "Why and key points")).settled()
    for_lead = await (await cleo.press(card["id"], "Why and key points")).settled()
    asked = await (await cleo.press((for_lead.message or {})["id"], "Mute")).settled()
    done = await (await cleo.press((asked.message or {})["id"], "Mute for a day")).settled()
    unknown = await used(practice.admin, practice, "mute", alias="#999", **{"for": "week"})
    practice.guild.members[journey.person.id].roles = [practice.lead_role.id]
    own = await used(journey.person, practice, "unmute", alias=alias)
    own_mute = await used(journey.person, practice, "mute", alias=alias, **{"for": "week"})

    assert "Only leads and people who can manage this server" in by_coach
    assert "Only leads and people who can manage this server" in listed
    assert suggested == []
    assert buttons(behind.message or {}) == ["Report"]
    assert buttons(for_lead.message or {}) == ["Report", "Mute"]
    assert f"**{alias}** is muted in this server until" in heard(done)
    assert "Your coaches know no one by that name" in unknown
    assert "That one is about you" in own
    assert "That one is about you" in own_mute
    assert "is no longer muted" in await used(practice.admin, practice, "unmute", alias=alias)


async def test_what_was_sent_in_a_form_that_was_open_is_refused_and_comes_back(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    await candice.command("next")
    await candice.answer("Another answer.", number=2)
    await flagged(candice)
    await muted(practice, alias_on(card))

    refused = await submitted(candice.person, {"wish": "Is the ending too long?"})

    assert "have muted you there until" in heard(refused)
    assert "Is the ending too long?" in heard(refused)
    assert practice.newest_card() == card["id"]
