"""Applies the buttons and commands of an interview, and answers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.client.client import BotInteraction
from bot.client.interactions import cause_of, conversation_of, is_answered, is_button
from bot.client.replies import InteractionReply, acknowledge, say, show
from bot.core.content import InterviewId, UserId
from bot.core.outcome import Outcome
from bot.formatting.links import link_to_channel
from bot.inbound.door import Door
from bot.interviewing.domain.errors import NotAnsweredYet, NothingToSkip
from bot.interviewing.domain.events import Control
from bot.interviewing.usecases.interviews import InterviewService
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.overview import question_whether_to_finish
from bot.outbound.handler import Delivery
from bot.outbound.outbox import dm_of
from bot.outbound.rejection import Barrier
from bot.outbound.relay import OutboxRelay


async def control(interaction: BotInteraction, event: Control, *, interview: InterviewId | None = None) -> None:
    """Store the event, then send its effects, as the reply to the interaction where that is possible.

    Raises:
        InterviewError: the event is refused.
    """
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    store = partial(
        services[InterviewService].control,
        candidate,
        event,
        cause=cause_of(interaction),
        interview=interview,
        reply_in=conversation_of(interaction),
    )
    try:
        outcome = await _once_heard(interaction, store)
    except NothingToSkip:
        live = await services[Lookups].live_interview(candidate)
        await show(interaction, question_whether_to_finish(live, services.texts))
        return
    if outcome is not Outcome.DUPLICATE:  # else Discord has told us of this interaction before
        await answer_delivery(interaction, await deliver_to_candidate(interaction))


async def _once_heard(interaction: BotInteraction, store: Callable[..., Awaitable[Outcome]]) -> Outcome:
    """What `store` returns, once more if there is no answer yet: Discord may not have told of it."""
    try:
        return await store(may_be_unheard=True)
    except NotAnsweredYet:
        await interaction.client.services[Door].read_unheard(UserId(interaction.user.id))
        return await store()


async def deliver_to_candidate(interaction: BotInteraction) -> Delivery:
    """Send the effects of the interaction: as the reply, if it happened in the candidate's direct messages."""
    reply = None if conversation_of(interaction) is None else InteractionReply(interaction)
    destination = dm_of(UserId(interaction.user.id))
    relay = interaction.client.services[OutboxRelay]
    return await relay.deliver(destination, cause=cause_of(interaction), reply=reply)


async def answer_delivery(interaction: BotInteraction, delivery: Delivery) -> None:
    """Answer the interaction, unless the delivery was its answer."""
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
            known = await services[Lookups].candidate(UserId(interaction.user.id))
            link = "" if known.dm_channel is None else link_to_channel(known.dm_channel)
            await say(interaction, services.texts("in-conversation", locale=locale, link=link))
        case Delivery.CLOSED:
            known = await services[Lookups].candidate(UserId(interaction.user.id))
            barrier = known.barrier or Barrier.CLOSED
            await say(interaction, services.texts("conversation-closed", locale=locale, barrier=barrier))
        case Delivery.LATER | Delivery.PASSING:
            await say(interaction, services.texts("later", locale=locale))
        case Delivery.REFUSED:
            await say(interaction, services.texts("refused", locale=locale))
        case Delivery.OVERTAKEN:
            await say(interaction, services.texts("overtaken", locale=locale))
