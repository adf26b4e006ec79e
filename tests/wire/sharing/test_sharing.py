"""A candidate shares an answer, a coach decides, and its writer can change it and take it back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playground.rules.components import walk
from playground.server import Playground
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import buttons, heard, says, words
from tests.wire.moving import another_channel
from tests.wire.practice import Practice, submitted
from tests.wire.servers.test_removal import elsewhere
from tests.wire.sharing.scenes import (
    ANSWER,
    APPEARED,
    approved,
    decided,
    field,
    is_shared_card,
    listed,
    now_in,
    offered,
    sees_shared,
    share,
    switch_sharing,
)

BETTER = "I would use an idempotency key, and keep it for a day."


async def test_nothing_is_offered_unless_an_admin_lets_candidates_share(practice: Practice) -> None:
    candice = await practice.interviewed()
    assert "Answers aren't shared on that server" in heard(await candice.command("share"))
    assert "Share" not in buttons(await opened(candice))

    assert "can now share their answers" in await switch_sharing(practice)
    assert "Share" in buttons(await opened(candice))
    alone = await practice.candidate("Anna")
    await alone.mock()
    await alone.answer()
    assert "it belongs to no server where you could share" in heard(await alone.command("share"))

    await share(candice)
    card = await sees_shared(practice)
    assert "kept, and comes back" in await switch_sharing(practice, "off")
    assert "Share" not in buttons(await opened(candice))
    assert "Answers aren't shared" in heard(await decided(practice.coach(), card, "Approve"))
    assert "shows nothing shared at the moment" in await listed(candice)
    logged = heard(await (await practice.admin.slash(practice.general.id, "setup log")).settled())
    assert "set the sharing of answers from off to on" in logged
    assert "set the sharing of answers from on to off" in logged


async def opened(candidate):  # type: ignore[no-untyped-def]
    """The newest answer in `/history`, opened."""
    page = (await candidate.command("history")).message
    menu = next(each for each in walk(page["components"]) if each["type"] == 3)
    used = await candidate.person.select(page["id"], menu["custom_id"], [menu["options"][0]["value"]])
    await used.settled()
    return next(each for each in candidate.person.messages(candidate.dm) if each["id"] == page["id"])


async def test_an_answer_is_shared_once_a_coach_has_approved_it(practice: Practice) -> None:
    await switch_sharing(practice)
    candice = await practice.interviewed(answer=f"{ANSWER} **Hi** <@{practice.admin.id}> @everyone")
    await practice.sent(candice)
    alias = words(practice.of_bot(practice.reviews.id)[-1]).split("\n")[1].split(" ")[0].strip("*")

    text = await offered(candice)
    assert text["value"].startswith(ANSWER)
    assert "Other candidates of **Practice** see this after the examples, under no name" in str(candice.person.modal)
    told = await submitted(candice.person, {"text": text["value"]})
    assert "It's with the coaches now" in heard(told)

    card = await sees_shared(practice)
    shown = words(card)
    assert rf"{ANSWER} \*\*Hi\*\* \<\@{practice.admin.id}\>" in shown
    assert not card["mentions"]
    assert not card["mention_everyone"]
    for who in ("Candice", candice.person.id, alias):
        assert who not in str(card), "nothing tells who wrote it"
    assert buttons(card) == ["Approve", "Ask for a change", "Decline"]
    assert "It waits for a coach." in await listed(candice)

    assert "✅ Approved by" in heard(await decided(practice.coach("Carl"), card, "Approve"))
    news = await candice.sees(says(APPEARED))
    assert f"✅ Approved by <@{practice.coach('Carl').id}>" in now_in(practice, card)()
    late = heard(await decided_before(practice, card))
    assert f"<@{practice.coach('Carl').id}> has already approved this version" in late
    seen = await candice.press(news, "See it")
    assert "Candidates see it." in heard(seen)


async def decided_before(practice: Practice, card):  # type: ignore[no-untyped-def]
    """Cleo presses a button that stood on the card before Carl decided."""
    world = practice.playground.world
    stored = world.messages[card["channel_id"]][card["id"]]
    stored.components = card["components"]
    return await decided(practice.coach("Cleo"), card, "Decline")


async def test_a_change_is_asked_for_with_a_reason_and_comes_back_as_a_new_card(practice: Practice) -> None:
    await switch_sharing(practice)
    candice = await practice.interviewed()
    await share(candice)
    card = await sees_shared(practice)

    told = await decided(practice.coach(), card, "Ask for a change", "Say how long.")

    assert told.followups == [], "the card says what was decided"
    news = await candice.sees(says("asks you to change the answer"))
    assert "Say how long." in words(news)
    assert practice.coach().id not in str(news)
    assert ANSWER not in now_in(practice, card)()
    await candice.press(news, "Change")
    assert field(candice.person)["value"] == ANSWER
    await submitted(candice.person, {"text": BETTER})
    again = await sees_shared(practice, BETTER)
    assert again["id"] != card["id"]
    assert "This is version 2." in words(again)
    assert "Say how long." in words(again)
    assert now_in(practice, card)() == "", "an old card does not stand beside the new one"

    await decided(practice.coach(), again, "Decline", "It names a firm.")
    declined = await candice.sees(says("A coach has declined the answer you shared"))
    assert "It names a firm." in words(declined)
    assert "A coach has declined it." in await listed(candice)


async def test_an_edit_is_approved_anew_while_the_approved_version_stays(practice: Practice) -> None:
    await switch_sharing(practice)
    candice, first = await approved(practice)

    await share(candice, BETTER)

    card = await sees_shared(practice, BETTER)
    assert "An earlier version stays visible" in words(card)
    assert "The version before it stays visible." in await listed(candice)
    await share(candice, f"{BETTER} At least.")
    await practice.coach().wait_for(
        lambda message: message["id"] == card["id"] and "At least." in words(message), channel_id=practice.reviews.id
    )
    assert "The writer has changed this answer" in heard(await pressed_as_before(practice, card))
    assert len([each for each in practice.of_bot(practice.reviews.id) if is_shared_card(each)]) == 1
    assert first["id"] != card["id"]


async def pressed_as_before(practice: Practice, card):  # type: ignore[no-untyped-def]
    """*Approve*, as it stood on the card before the writer changed the answer."""
    practice.playground.world.messages[card["channel_id"]][card["id"]].components = card["components"]
    return await decided(practice.coach(), card, "Approve")


async def test_it_is_taken_back_at_any_time_and_gone_from_the_card(practice: Practice) -> None:
    await switch_sharing(practice)
    candice, card = await approved(practice)
    news = await candice.sees(says(APPEARED))

    asked = (await candice.press(news, "Withdraw")).message
    assert asked is not None
    assert "Withdraw this answer?" in words(asked)
    assert "withdrawn and deleted" in heard(await candice.press(asked, "Withdraw it"))

    await practice.playground.until(lambda: "withdrawn this answer" in now_in(practice, card)(), what="the card")
    assert ANSWER not in now_in(practice, card)()
    assert "You don't share any answers" in await listed(candice)
    assert "isn't there any more" in heard(await candice.press(news, "See it"))
    assert "isn't there any more" in heard(await candice.press(news, "Withdraw"))
    await share(candice)
    assert "This is version 2." in words(await sees_shared(practice, ANSWER))


async def test_what_one_server_shares_stays_there(practice: Practice) -> None:
    """And a coach does not decide about their own."""
    await switch_sharing(practice)
    other = await elsewhere(practice.playground)
    await switch_sharing(other)
    carl = practice.coach("Carl")
    candice, card = await approved(practice)
    both = await practice.interviewed("Bea")
    practice.playground.world.guilds[practice.guild.id].members[both.person.id].roles.append(practice.coach_role.id)
    await share(both, "Mine.")
    own = await sees_shared(practice, "Mine.")

    assert "another coach has to decide" in heard(await decided(both.person, own, "Approve"))
    assert [each for each in other.of_bot(other.reviews.id) if is_shared_card(each)] == []
    await decided(carl, own, "Approve")
    await both.sees(says(APPEARED))
    assert candice.person.id not in str(card)


async def test_cards_follow_coaches_to_another_channel_and_come_back_when_deleted(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    async with running(playground, config_for(playground, tmp_path), clock=clock):
        practice = Practice.furnish(playground)
        await practice.set_up()
        await switch_sharing(practice)
        candice = await practice.interviewed()
        await share(candice)
        card = await sees_shared(practice)
        new = another_channel(practice)

        await practice.set_up(channel=new)

        moved = await sees_shared(practice, ANSWER, channel=new)
        await playground.until(lambda: now_in(practice, card)() == "", what="the old card to go")
        clock.passed += timedelta(minutes=2)
        await practice.admin.delete(new.id, moved["id"])
        again = await sees_shared(practice, ANSWER, channel=new, after=moved["id"])
        await decided(practice.coach(), again, "Approve")
        await candice.sees(says(APPEARED))


async def test_nothing_is_posted_where_others_read(practice: Practice) -> None:
    await switch_sharing(practice)
    candice = await practice.interviewed()
    everyone = practice.guild.roles[practice.guild.id]
    practice.playground.overwrite(practice.reviews, everyone)
    await practice.coach().wait_for(says("I have stopped posting here"), channel_id=practice.reviews.id)

    await share(candice)

    assert "It waits for a coach." in await listed(candice)
    assert not any(is_shared_card(each) for each in practice.of_bot(practice.reviews.id))
    practice.playground.overwrite(practice.reviews, everyone, deny=1 << 10)
    await sees_shared(practice, ANSWER)


async def test_a_form_says_what_fits_and_what_is_missing(practice: Practice) -> None:
    await switch_sharing(practice)
    candice = await practice.interviewed(answer="word " * 390)
    text = await offered(candice)
    assert len(text["value"]) == text["max_length"] == 1800
    assert "1,949 characters, and 1,800 fit" in str(candice.person.modal)
    assert "There's nothing to read" in heard(await submitted(candice.person, {"text": "\u200b\u2800"}))

    live = await practice.candidate("Liv")
    await (await live.person.slash(practice.general.id, "mock", bank="stripe", mode="live", questions="2")).settled()
    await live.answer()
    assert "once the debrief has begun" in heard(await live.command("share"))

    for number in (2, 3, 4):
        await share(candice)
        await candice.command("next")
        await candice.answer(number=number)
    assert "3 of your answers already wait" in heard(await candice.command("share"))


async def test_share_is_beside_the_examples_of_an_answer(practice: Practice) -> None:
    candice = await practice.interviewed()
    assert "Share" not in buttons(await examples_for(candice))
    await switch_sharing(practice)

    shown = await examples_for(candice)

    await candice.press(shown, "Share")
    assert field(candice.person)["value"] == ANSWER


async def examples_for(candidate):  # type: ignore[no-untyped-def]
    """What `/example` shows."""
    used = await candidate.command("example")
    heard(used)
    return used.message
