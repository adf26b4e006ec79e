"""Applies a button or a command to the interview; both come here."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.replies import (
    InteractionReply,
    acknowledge,
    conversation_of,
    in_time,
    is_answered,
    is_button,
    link_to,
    say,
    show,
)
from bot.core.content import InterviewId, UserId
from bot.core.outcome import Outcome
from bot.interviewing.domain.events import Control
from bot.interviewing.views.overview import status
from bot.outbound.handler import Delivery
from bot.outbound.outbox import dm_of


async def control(interaction: BotInteraction, event: Control, *, interview: InterviewId | None = None) -> None:
    """Store the event, then send what follows from it: as the reply where that is possible.

    Raises:
        InterviewError: the event is refused.
    """
    with interaction.client.services.work.item():
        delivery = await in_time(interaction, _apply(interaction, event, interview))
        if delivery is not None:
            await close(interaction, delivery)


async def _apply(interaction: BotInteraction, event: Control, interview: InterviewId | None) -> Delivery | None:
    """None: Discord has told us of this interaction before."""
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    conversation = conversation_of(interaction)
    cause = f"interaction:{interaction.id}"
    await services.interviews.is_back(candidate, channel=conversation)
    await services.catch_up.let_through(candidate)
    outcome = await services.interviews.control(
        candidate, event, cause=cause, interview=interview, reply_in=conversation
    )
    if outcome is Outcome.DUPLICATE:
        return None
    return await deliver(interaction, cause=cause)


async def deliver(interaction: BotInteraction, *, cause: str) -> Delivery:
    """Send what the interaction caused: as the reply to it, if it happened in the conversation."""
    services = interaction.client.services
    reply = None if conversation_of(interaction) is None else InteractionReply(interaction)
    delivery = await services.relay.deliver(dm_of(UserId(interaction.user.id)), cause=cause, reply=reply)
    services.delivery_loop.nudge()
    return delivery


async def close(interaction: BotInteraction, delivery: Delivery) -> None:
    """Answer what the delivery itself did not answer."""
    if is_answered(interaction):
        return
    services = interaction.client.services
    locale = interaction.locale.value
    match delivery:
        case Delivery.DELIVERED | Delivery.ELSEWHERE if (
            is_button(interaction) and conversation_of(interaction) is not None
        ):
            await acknowledge(interaction)
        case Delivery.DELIVERED | Delivery.ELSEWHERE:
            known = await services.lookups.candidate(UserId(interaction.user.id))
            link = "" if known.dm_channel is None else link_to(known.dm_channel)
            await say(interaction, services.texts("in-conversation", locale=locale, link=link))
        case Delivery.CLOSED:
            await say(interaction, services.texts("conversation-closed", locale=locale))
        case Delivery.LATER:
            await say(interaction, services.texts("later", locale=locale))
        case Delivery.REFUSED:
            await say(interaction, services.texts("refused", locale=locale))
        case Delivery.OVERTAKEN:
            await say(interaction, services.texts("overtaken", locale=locale))


async def show_status(interaction: BotInteraction) -> None:
    """Where the candidate stands, for their eyes only.

    Raises:
        NoInterview: there is nothing to show.
    """
    services = interaction.client.services
    with services.work.item():
        await services.interviews.is_back(UserId(interaction.user.id), channel=conversation_of(interaction))
        services.delivery_loop.nudge()
        interview = await services.lookups.live_interview(UserId(interaction.user.id))
    await show(interaction, status(interview, services.texts))
