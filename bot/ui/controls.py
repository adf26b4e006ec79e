"""Applies a button or a command to the interview; both come here."""

from __future__ import annotations

from bot.client.bot import BotInteraction
from bot.interview.events import Control
from bot.interview.model import InterviewId, UserId
from bot.services.relay import Delivery
from bot.ui.overview import status
from bot.ui.replies import InteractionReply, acknowledge, conversation_of, link_to, say, show


async def control(interaction: BotInteraction, event: Control, *, interview: InterviewId | None = None) -> None:
    """Store the event, then send what follows from it: as the reply where that is possible.

    Raises:
        InterviewError: the event is refused.
    """
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    conversation = conversation_of(interaction)
    cause = f"interaction:{interaction.id}"
    with services.work.item():
        await services.catch_up.let_through(candidate)
        await services.interviews.control(candidate, event, cause=cause, interview=interview, reply_in=conversation)
        reply = None if conversation is None else InteractionReply(interaction)
        delivery = await services.relay.deliver(candidate, cause=cause, reply=reply)
        services.delivery_loop.nudge()
        await close(interaction, delivery)


async def close(interaction: BotInteraction, delivery: Delivery) -> None:
    """Answer what the delivery itself did not answer."""
    if interaction.response.is_done() and conversation_of(interaction) is not None:
        return
    services = interaction.client.services
    locale = interaction.locale.value
    match delivery:
        case Delivery.DELIVERED:
            known = await services.interviews.candidate(UserId(interaction.user.id))
            link = "" if known.dm_channel is None else link_to(known.dm_channel)
            await acknowledge(interaction, services.texts("in-conversation", locale=locale, link=link))
        case Delivery.CLOSED:
            await say(interaction, services.texts("conversation-closed", locale=locale))
        case Delivery.LATER | Delivery.REFUSED:
            await say(interaction, services.texts("later", locale=locale))


async def show_status(interaction: BotInteraction) -> None:
    """Where the candidate stands, for their eyes only.

    Raises:
        NoInterview: there is nothing to show.
    """
    services = interaction.client.services
    with services.work.item():
        interview = await services.interviews.live_interview(UserId(interaction.user.id))
    await show(interaction, status(interview, services.texts))
