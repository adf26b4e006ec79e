"""Carries out what a candidate says a message is: an answer, or something for their coach."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.client.client import BotInteraction
from bot.client.incoming import own_message
from bot.client.replies import turn_page
from bot.core.content import MessageId
from bot.core.incoming import IncomingMessage
from bot.core.outcome import Outcome
from bot.outbound.draft import Draft


async def settle(
    interaction: BotInteraction, about: int, store: Callable[[IncomingMessage], Awaitable[Outcome]], *, stored: str
) -> None:
    """Read the message as it stands now, store it, and say so in place of the question. `stored`: the key of that.

    Raises:
        MessageNotShown: Discord does not show the message now; the question stays.
        Refusal: it cannot be stored there; the question stays.
    """
    message = await own_message(interaction, MessageId(about))
    outcome = None if message is None else await store(message)
    match outcome:
        case None:
            key = "asked-about-deleted"
        case Outcome.NO_ANSWER:
            key = "asked-about-nothing"
        case Outcome.RECORDED:
            key = stored
        case _:
            key = "settled-before"
    texts = interaction.client.services.texts
    await turn_page(interaction, Draft(content=texts(key, locale=interaction.locale.value)))
