"""Moves the reviews of a server to another channel, and looks at what the bot leaves behind."""

from __future__ import annotations

from playground.interactions.invocation import Invocation
from playground.world.model import Channel, Json
from playground.world.permissions import Permission
from tests.wire.journey import Journey, buttons, heard, says
from tests.wire.practice import Practice, feedback_in_form


def another_channel(practice: Practice, name: str = "new-reviews") -> Channel:
    """A review channel as well made as the first."""
    made = practice.playground.add_channel(practice.guild, name)
    practice.playground.overwrite(made, practice.guild.roles[practice.guild.id], deny=Permission.VIEW_CHANNEL)
    bot = practice.guild.members[practice.playground.world.bot_id].roles[0]
    for role in (practice.coach_role, practice.lead_role, practice.guild.roles[bot]):
        practice.playground.overwrite(made, role, allow=Permission.VIEW_CHANNEL)
    return made


async def asked_to_move(practice: Practice, to: Channel) -> Invocation:
    """`/setup coaches` with only the channel; what the admin is asked."""
    used = await practice.admin.slash(practice.general.id, "setup coaches", channel=to)
    return await used.settled(12)


async def move(practice: Practice, to: Channel) -> str:
    """`/setup coaches` with only the channel, confirmed if something moves; what the admin reads."""
    used = await asked_to_move(practice, to)
    if used.message is not None and "Confirm" in buttons(used.message):
        pressed = await practice.admin.press(used.message["id"], "Confirm")
        used = await pressed.settled(12)
    read = heard(used)
    assert f"<#{to.id}>" in read
    practice.reviews = to
    return read


async def conversation(practice: Practice) -> tuple[Journey, Json]:
    """Feedback as a reply, a question back, feedback in the thread and a form: with all kinds of comments."""
    candice = await practice.interviewed()
    card = await practice.sent(candice)
    carl = practice.coach("Carl")
    await carl.send(practice.reviews.id, "First, the result.", reply_to=card["id"])
    feedback = await candice.sees(says("First, the result."))
    await candice.say("Second, which result?", reply_to=feedback["id"])
    question = await practice.sees_in_thread(card, "Second, which result?")
    await carl.send(card["id"], "Third, the number.", reply_to=question["id"])
    await candice.sees(says("Third, the number."))
    await feedback_in_form(carl, card, "Fourth, in a form.", mark="good")
    await candice.sees(says("Fourth, in a form."))
    await practice.playground.until(lambda: practice.thread_words(card).count("Delivered") == 2, what="both marks")
    return candice, card


def gone(practice: Practice, card: Json, channel: Channel) -> bool:
    """Whether the bot has left nothing where the card was."""
    world = practice.playground.world
    bot = world.bot_id
    return card["id"] not in world.channels and not [
        each for each in world.messages[channel.id].values() if each.author_id == bot and each.only_for is None
    ]
