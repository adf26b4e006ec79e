"""A server without the bot is not a server of ours: nothing new is taken there, and whoever waits is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playground.server import Playground
from playground.world.permissions import Permission
from tests.wire.conftest import config_for, running
from tests.wire.hours import LaterClock
from tests.wire.journey import Journey, buttons, heard, says, words
from tests.wire.practice import FOCUS, Practice, send_to_coach, submitted
from tests.wire.stored import Database


async def elsewhere(playground: Playground, *members: Journey) -> Practice:
    """Another server with coaches, of which these candidates are members, too."""
    other = Practice.furnish(playground, "Elsewhere")
    await other.set_up()
    for each in members:
        playground.add_member(other.guild, each.person)
    return other


async def test_candidates_are_told_and_offered_the_coaches_of_another_server(practice: Practice) -> None:
    candice = await practice.interviewed()
    await practice.sent(candice)
    answered = await practice.interviewed("Anna")
    card = await practice.sent(answered)
    await practice.coach("Carl").send(practice.reviews.id, "Begin with the result.", reply_to=card["id"])
    feedback = await answered.sees(says("Begin with the result."))
    other = await elsewhere(practice.playground, candice, answered)

    practice.playground.remove_bot(practice.guild)

    told = await candice.sees(says("I've been removed from the server"))
    assert buttons(told) == ["Send to a coach"]
    await candice.sees(says("This review is closed"))
    assert "You keep the feedback" in words(await answered.sees(says("I've been removed from the server")))
    await answered.sees(lambda message: message["id"] == feedback["id"] and "Try again" not in buttons(message))

    form = await candice.person.press(told["id"], "Send to a coach")
    await form.settled()
    assert "human coaches on **Elsewhere**" in str(candice.person.modal)
    await submitted(candice.person, {"wish": FOCUS})
    await other.sees_card()


async def test_nothing_new_is_taken_where_the_bot_is_no_longer(practice: Practice) -> None:
    candice = await practice.interviewed()
    await practice.sent(candice)
    late = await practice.interviewed("Lara")
    both = practice.playground.add_guild("Both")
    for each in (candice, late):
        practice.playground.add_member(both, each.person)
    practice.playground.remove_bot(practice.guild)
    told = await candice.sees(says("I've been removed from the server"))

    flagged = await late.person.slash(late.dm, "flag")
    again = await candice.person.press(told["id"], "Send to a coach")

    for used in (flagged, again):
        assert "None of the servers we share has coaches" in heard(await used.settled())


async def test_mock_in_a_server_without_the_bot_is_as_in_direct_messages(practice: Practice) -> None:
    """Somebody who installed the bot for themselves can use it everywhere."""
    candice = await practice.candidate()
    foreign = practice.playground.add_guild("Foreign", with_bot=False)
    general = practice.playground.add_channel(foreign, "general")
    practice.playground.add_member(foreign, candice.person)
    practice.playground.install_for(candice.person)

    used = await candice.person.slash(general.id, "mock", bank="stripe")
    await used.settled()
    assert used.ephemeral
    assert "Your interview is waiting" in heard(used)
    await candice.answer()

    await send_to_coach(candice)
    assert FOCUS in words(await practice.sees_card())


async def test_a_removal_that_nobody_heard_of_is_noticed_and_ends_reminders(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config, clock=clock):
        await practice.set_up()
        candice = await practice.interviewed()
        card = await practice.sent(candice)
        await practice.thread_of(card)
        await elsewhere(playground, candice)
    playground.remove_bot(practice.guild)

    async with running(playground, config, clock=clock):
        await candice.sees(says("I've been removed from the server"))
        clock.passed = timedelta(hours=25)
    role = playground.add_bot(practice.guild)
    playground.overwrite(practice.reviews, role, allow=Permission.VIEW_CHANNEL)
    async with running(playground, config, clock=clock):
        await practice.sees_card_state(card, "Closed")  # the bot is back, and so is the truth

    assert not candice.of_bot(says("longer than the 24 hours"))
    assert not [each for each in practice.of_bot(practice.reviews.id) if each["mention_roles"]]


async def test_what_was_to_be_deleted_meanwhile_is_deleted_once_the_bot_is_back(
    playground: Playground, tmp_path: Path
) -> None:
    clock = LaterClock()
    config = config_for(playground, tmp_path)
    practice = Practice.furnish(playground)
    async with running(playground, config, clock=clock):
        await practice.set_up(retention=1)
        _, card = await practice.closed()
    playground.remove_bot(practice.guild)
    async with running(playground, config, clock=clock):
        await Database(tmp_path).finds("SELECT 1 FROM servers WHERE removed_at IS NOT NULL")
    clock.passed = timedelta(days=2)
    async with running(playground, config, clock=clock):
        await Database(tmp_path).finds("SELECT 1 FROM outbox WHERE kind = 'review.RemoveCard' AND attempts > 0")

    role = playground.add_bot(practice.guild)
    playground.overwrite(practice.reviews, role, allow=Permission.VIEW_CHANNEL)
    async with running(playground, config, clock=clock):
        await playground.until(
            lambda: card["id"] not in {each["id"] for each in practice.coach().messages(practice.reviews.id)},
            what="the card's end",
        )
