"""Coaches report a review to the leads, who read why and decide, once, for all to see."""

from __future__ import annotations

from playground.client.person import Person
from playground.interactions.invocation import Invocation
from playground.world.model import Json
from tests.wire.journey import buttons, heard, says, words
from tests.wire.practice import Practice, submitted

COMPLAINT = "The answer calls the interviewer names."


async def reported(practice: Practice, card: Json, by: str = "Carl", *, text: str = COMPLAINT) -> Invocation:
    """*Report* behind the card, and the form filled in; what the coach reads."""
    carl = practice.coach(by)
    shown = await (await carl.press(card["id"], "Why and key points")).settled()
    await (await carl.press((shown.message or {})["id"], "Report")).settled()
    return await submitted(carl, {"text": text})


async def told(practice: Practice, *, after: str = "0") -> Json:
    """The message that tells the leads of a report."""
    return await practice.coach("Cleo").wait_for(
        says("has reported this review"), channel_id=practice.reviews.id, after=after
    )


async def pressed(who: Person, message: Json, label: str) -> Invocation:
    return await (await who.press(message["id"], label)).settled()


async def test_a_report_pings_the_leads_who_read_why_and_decide_once_for_all_to_see(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo", lead=True)

    done = await reported(practice, card)
    message = await told(practice, after=card["id"])

    assert "The leads have been told" in heard(done)
    assert message["content"].startswith(f"<@&{practice.lead_role.id}>")
    assert message["mention_roles"] == [practice.lead_role.id]
    assert message["message_reference"]["message_id"] == card["id"]
    assert buttons(message) == [
        "Read the report", "Mute for a week", "Mute for 30 days", "Mute for good", "Nothing to do"
    ]  # fmt: skip
    assert COMPLAINT not in str(carl.messages(practice.reviews.id)), "coaches read along"
    for label in buttons(message):
        assert "Only leads" in heard(await pressed(carl, message, label))
    read = await pressed(cleo, message, "Read the report")
    assert read.ephemeral
    assert COMPLAINT in heard(read)
    assert buttons(read.message or {}) == [], "decided is where all see it"

    await pressed(cleo, message, "Mute for a week")

    await cleo.wait_for(says("is muted in this server until"), channel_id=practice.reviews.id)
    shown = await carl.wait_for(says("has decided about this report"), channel_id=practice.reviews.id)
    assert shown["id"] == message["id"]
    assert f"<@{cleo.id}>" in words(shown)
    assert "muted here for a week" in words(shown)
    assert buttons(shown) == []
    assert "One answer is waiting" in await practice.queue()
    assert candice.of_bot(says("mute")) == [], "they read it when they want to send something"


async def test_what_cannot_be_reported_is_said_in_one_sentence(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl, cleo = practice.coach("Carl"), practice.coach("Cleo", lead=True)
    stranger = practice.playground.add_user("Stella")
    practice.playground.add_member(practice.guild, stranger, roles=[practice.lead_role])

    nothing = await reported(practice, card, text="\u3164 \u200b")
    await reported(practice, card)
    message = await told(practice, after=card["id"])
    twice = await (await cleo.menu(practice.reviews.id, card["id"], "Report to the leads")).settled()
    away = await (await carl.menu(practice.reviews.id, message["id"], "Report to the leads")).settled()
    close = await (await carl.press(card["id"], "Close")).settled()
    refused = heard(await submitted(carl, {"reason": "It is rude."}))
    await pressed(cleo, message, "Nothing to do")
    again = await (await carl.menu(practice.reviews.id, card["id"], "Report to the leads")).settled()

    assert "nothing to read" in heard(nothing)
    assert "already been reported" in heard(twice)
    assert "doesn't belong to a review" in heard(away)
    assert not close.failed
    assert "only a lead or an admin can close it" in refused
    assert carl.modal is not None
    assert "already been reported" in heard(await submitted(carl, {"text": "Once more."}))
    assert not again.failed


async def test_a_coach_reports_no_answer_of_their_own_and_decides_about_none(practice: Practice) -> None:
    cleo = practice.coach("Cleo", lead=True)
    journey = await practice.interviewed("Candice")
    practice.guild.members[journey.person.id].roles = [practice.coach_role.id, practice.lead_role.id]
    card = await practice.sent(journey)
    own = await (await journey.person.menu(practice.reviews.id, card["id"], "Report to the leads")).settled()

    await reported(practice, card)
    message = await told(practice, after=card["id"])
    decided = await pressed(journey.person, message, "Nothing to do")
    read = await pressed(journey.person, message, "Read the report")

    for refused in (own, decided, read):
        assert "This is your own answer" in heard(refused)
    assert "closed" not in words(await told(practice, after=card["id"]))
    assert "muted here for good" in heard(await pressed(cleo, message, "Mute for good"))


async def test_without_a_lead_role_an_admin_decides_and_finds_it_in_the_log(practice: Practice) -> None:
    practice.playground.overwrite(practice.reviews, practice.lead_role)
    none = await (await practice.admin.slash(practice.general.id, "setup coaches", no_lead_role=True)).settled()
    assert "There is no lead role" in heard(none)
    candice = await practice.interviewed()
    card = await practice.sent(candice)

    await reported(practice, card)
    message = await told(practice, after=card["id"])
    by_coach = await pressed(practice.coach("Cleo"), message, "Nothing to do")
    log = await (await practice.admin.slash(practice.general.id, "setup log")).settled()

    assert "There is no lead role" in words(message)
    assert message["mention_roles"] == []
    assert "Only leads and people who can manage this server" in heard(by_coach)
    assert f"<@{practice.coach('Carl').id}> reported review" in heard(log)
    assert COMPLAINT not in heard(log)


async def test_help_tells_coaches_how_to_report_and_leads_how_to_mute(practice: Practice) -> None:
    candice = await practice.candidate()

    said = {
        who: heard(await (await who.slash(practice.general.id, "help")).settled())
        for who in (practice.coach("Carl"), practice.coach("Cleo", lead=True), practice.admin, candice.person)
    }

    of_coaches = [who for who, text in said.items() if "*Report to the leads*" in text]
    of_leads = [who for who, text in said.items() if "`/mute`" in text]
    assert of_coaches == [practice.coach("Carl"), practice.coach("Cleo")]
    assert of_leads == [practice.coach("Cleo"), practice.admin]
