"""Answers are read by coaches only: a channel that others read is refused, and later on nothing is posted in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.interactions.invocation import Invocation
from playground.server import Playground
from playground.world.model import Channel
from playground.world.permissions import Permission
from tests.wire.conftest import config_for, running
from tests.wire.journey import buttons, heard, says, words
from tests.wire.moving import another_channel, asked_to_move, conversation, gone
from tests.wire.practice import Practice, is_card

EXPOSED = "I have stopped posting here"
MENDED = "so I go on posting"


def everyone_reads(practice: Practice, channel: Channel) -> str:
    practice.playground.overwrite(channel, practice.guild.roles[practice.guild.id])
    return "@everyone"


def a_role_reads(practice: Practice, channel: Channel) -> str:
    role = practice.playground.add_role(practice.guild, "Members")
    practice.playground.overwrite(channel, role, allow=Permission.VIEW_CHANNEL)
    return f"<@&{role.id}>"


def a_person_reads(practice: Practice, channel: Channel) -> str:
    person = practice.playground.add_user("Nosy")
    practice.playground.add_member(practice.guild, person)
    practice.playground.overwrite(channel, person, allow=Permission.VIEW_CHANNEL)
    return f"<@{person.id}>"


def hide(practice: Practice, channel: Channel) -> None:
    practice.playground.overwrite(channel, practice.guild.roles[practice.guild.id], deny=Permission.VIEW_CHANNEL)


async def pressed(practice: Practice, used: Invocation, label: str) -> str:
    assert used.message is not None
    return heard(await (await practice.admin.press(used.message["id"], label)).settled(12))


@pytest.mark.parametrize("let_in", [everyone_reads, a_role_reads, a_person_reads])
async def test_a_channel_that_others_read_is_refused_and_nothing_moves(practice: Practice, let_in) -> None:  # type: ignore[no-untyped-def]
    await conversation(practice)
    public = another_channel(practice, "general-2")
    who = let_in(practice, public)

    used = await asked_to_move(practice, public)

    assert heard(used).startswith(f"{who} can read <#{public.id}>")
    assert practice.of_bot(public.id) == []
    assert f"<#{practice.reviews.id}>" in heard(await practice.set_up(channel=None))


async def test_coaches_named_in_the_channel_are_no_outsiders(practice: Practice) -> None:
    new = another_channel(practice)
    practice.playground.overwrite(new, practice.coach("Carl"), allow=Permission.VIEW_CHANNEL)

    used = await asked_to_move(practice, new)

    assert f"Coaches see the answers in <#{new.id}>" in heard(used)
    assert "\N{CROSS MARK}" not in heard(used)


async def test_nothing_moves_before_it_is_confirmed_with_numbers(practice: Practice) -> None:
    _, card = await conversation(practice)
    before, new = practice.reviews, another_channel(practice)

    used = await asked_to_move(practice, new)

    asked = heard(used)
    assert f"**1 review** is open. It moves from <#{before.id}> to <#{new.id}>" in asked
    assert "**1 thread** is deleted" in asked
    assert used.message is not None
    assert buttons(used.message) == ["Confirm", "Leave it as it is"]
    assert practice.of_bot(new.id) == []
    assert not gone(practice, card, before)
    assert f"<#{before.id}>" in heard(await practice.set_up(channel=None))

    assert "One review that is under way moves there now." in await pressed(practice, used, "Confirm")
    await practice.playground.until(lambda: gone(practice, card, before), what="the move")


async def test_everything_chosen_with_the_channel_waits_for_the_answer(practice: Practice) -> None:
    await practice.sent(await practice.interviewed())
    new = another_channel(practice)
    chosen = {"channel": new, "goal": 7, "open_per_candidate": 5, "claims_per_coach": 6, "retention": 9}
    used = await (await practice.admin.slash(practice.general.id, "setup coaches", **chosen)).settled(12)
    assert "within 24 hours" in heard(await practice.set_up(channel=None))

    assert await pressed(practice, used, "Leave it as it is") == "Nothing has changed."
    assert "within 24 hours" in heard(await practice.set_up(channel=None))

    used = await (await practice.admin.slash(practice.general.id, "setup coaches", **chosen)).settled(12)
    read = await pressed(practice, used, "Confirm")
    assert all(each in read for each in (f"<#{new.id}>", "7 hours", "5 answers", "6 reviews", "9 days"))


async def test_a_channel_that_has_become_public_since_the_question_is_refused(practice: Practice) -> None:
    await practice.sent(await practice.interviewed())
    new = another_channel(practice)
    used = await asked_to_move(practice, new)
    everyone_reads(practice, new)

    assert f"@everyone can read <#{new.id}>" in await pressed(practice, used, "Confirm")
    assert practice.of_bot(new.id) == []


async def test_what_is_posted_again_pings_nobody(practice: Practice) -> None:
    candice, card = await practice.tried_again()
    await practice.sees_in_thread(card, "Second attempt.")
    await candice.say("And one word more.", reply_to=(await candice.sees(says("Try once more.")))["id"])
    await practice.sees_in_thread(card, "And one word more.")
    new = another_channel(practice)

    used = await asked_to_move(practice, new)
    await pressed(practice, used, "Confirm")
    practice.reviews = new

    moved = await practice.sees_card()
    await practice.sees_in_thread(moved, "And one word more.")
    again = [each for each in practice.of_bot(moved["id"]) if says("Second attempt.")(each) or says("one word")(each)]
    assert len(again) == 2
    assert [each["mentions"] for each in again] == [[], []]


@pytest.mark.parametrize("let_in", [everyone_reads, a_role_reads, a_person_reads])
async def test_a_channel_opened_to_others_gets_nothing_more_until_that_is_mended(practice: Practice, let_in) -> None:  # type: ignore[no-untyped-def]
    candice = await practice.interviewed()
    who = let_in(practice, practice.reviews)
    cleo = practice.coach("Cleo")
    warning = await cleo.wait_for(says(EXPOSED), channel_id=practice.reviews.id)
    assert who in words(warning)
    assert warning["mention_roles"] == [practice.lead_role.id]

    await practice.sent_unseen(candice)
    await candice.sees(says("A coach will pick it up"))
    assert [each for each in practice.of_bot(practice.reviews.id) if is_card(each)] == []

    for target in [*practice.reviews.overwrites]:
        if target not in practice.allowed_there():
            del practice.reviews.overwrites[target]
    hide(practice, practice.reviews)

    card = await practice.sees_card()
    assert "I would use an idempotency key." in words(card)
    await cleo.wait_for(says(MENDED), channel_id=practice.reviews.id)
    assert not [each for each in practice.of_bot(practice.reviews.id) if says(EXPOSED)(each)]


async def test_a_change_of_a_role_exposes_as_well(practice: Practice) -> None:
    del practice.reviews.overwrites[practice.guild.id]
    everyone = practice.guild.roles[practice.guild.id]
    playground, own = practice.playground, everyone.permissions
    playground.change_role(practice.guild, everyone, permissions=own & ~Permission.VIEW_CHANNEL)
    playground.overwrite(practice.reviews, practice.coach_role, allow=Permission.VIEW_CHANNEL)
    mended = heard(await practice.set_up())
    assert "Everything works" in mended

    playground.change_role(practice.guild, everyone, permissions=own)

    await practice.coach().wait_for(says(EXPOSED), channel_id=practice.reviews.id)


async def test_what_became_public_while_the_bot_was_away_is_noticed_before_anything_is_posted(
    playground: Playground, tmp_path: Path
) -> None:
    config = config_for(playground, tmp_path)
    async with running(playground, config):
        practice = Practice.furnish(playground)
        await practice.set_up()
        candice = await practice.interviewed()
    everyone_reads(practice, practice.reviews)

    async with running(playground, config):
        await practice.sent_unseen(candice)
        await practice.coach("Cleo", lead=True).wait_for(says(EXPOSED), channel_id=practice.reviews.id)
        assert [each for each in practice.of_bot(practice.reviews.id) if is_card(each)] == []
        hide(practice, practice.reviews)
        await practice.sees_card()


async def test_after_a_move_the_warning_does_not_stay_behind(practice: Practice) -> None:
    before, new = practice.reviews, another_channel(practice)
    everyone_reads(practice, before)
    await practice.coach().wait_for(says(EXPOSED), channel_id=before.id)

    await asked_to_move(practice, new)

    await practice.playground.until(
        lambda: not [each for each in practice.of_bot(before.id) if says(EXPOSED)(each)], what="the end of the warning"
    )


async def test_a_withdrawn_answer_is_taken_away_even_from_a_public_channel(practice: Practice) -> None:
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    status = await candice.sees(lambda message: "Withdraw" in buttons(message))
    everyone_reads(practice, practice.reviews)
    await practice.coach().wait_for(says(EXPOSED), channel_id=practice.reviews.id)

    await candice.press(status, "Withdraw")

    await practice.coach().wait_for(
        lambda message: message["id"] == card["id"] and "idempotency" not in words(message),
        channel_id=practice.reviews.id,
    )
