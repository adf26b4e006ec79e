"""Answers interactions once, in time, and never with silence."""

from __future__ import annotations

import logging
from contextlib import suppress
from io import BytesIO
from typing import Any

import discord

from bot.client.attempts import AnswerLost, log_lost, once, retried
from bot.client.client import BotInteraction
from bot.client.interactions import (
    ALREADY_ACKNOWLEDGED,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    conversation_of,
    one_answer_at_a_time,
)
from bot.client.recognition import looks_like
from bot.client.rendering import rendered
from bot.core.content import MessageId
from bot.core.refusal import Refusal
from bot.outbound.draft import Draft, NewFile
from bot.outbound.look import look_of
from bot.outbound.messenger import ReplyExpired, SendingFailed

log = logging.getLogger(__name__)


class FormTooLate(Refusal):
    """The bot was too busy to open a form in time."""

    key = "error-form-too-late"


class InteractionReply:
    """Implements `bot.outbound.messenger.Reply` with discord.py."""

    def __init__(self, interaction: BotInteraction) -> None:
        self._interaction = interaction

    async def update(self, message: MessageId, draft: Draft) -> bool:
        """Answer by editing the message whose button was pressed. False if that was another one, or it failed."""
        interaction = self._interaction
        if interaction.message is None or interaction.message.id != message:
            return False
        async with one_answer_at_a_time(interaction):
            if interaction.response.is_done():
                return False
            # Otherwise the relay edits the message; doing both does no harm.
            with suppress(discord.HTTPException, AnswerLost):
                await retried(lambda: interaction.response.edit_message(**rendered(draft)))
                return True
        return False

    async def respond(self, draft: Draft) -> MessageId:
        """Answer with a visible message. Discord takes one first response, so a second try cannot send twice."""
        interaction = self._interaction
        async with one_answer_at_a_time(interaction):
            if interaction.response.is_done():
                raise ReplyExpired
            try:
                response = await retried(lambda: interaction.response.send_message(**rendered(draft)))
            except AnswerLost:
                return await self._arrived(draft)
            except discord.HTTPException as error:
                if error.code == ALREADY_ACKNOWLEDGED:
                    return await self._arrived(draft)
                raise ReplyExpired from error
            if response.message_id is None:
                return await self._arrived(draft)
            return MessageId(response.message_id)

    async def _arrived(self, draft: Draft) -> MessageId:
        """The id of a response that Discord may have taken although its answer was lost.

        If Discord has an acknowledgement instead, the original response is another message, or still loading.
        """
        try:
            message = await retried(self._interaction.original_response)
        except discord.NotFound as error:
            if error.code == UNKNOWN_WEBHOOK:
                # Discord has no response to it, or has forgotten the interaction: hours may have passed meanwhile.
                raise SendingFailed("nobody knows whether the answer arrived") from error
            raise ReplyExpired from error
        except (discord.HTTPException, AnswerLost) as error:
            raise SendingFailed(type(error).__name__) from error
        if not looks_like(message, look_of(draft)):
            raise ReplyExpired
        return MessageId(message.id)


class UpdateOnly(InteractionReply):
    """A reply that edits the pressed message and never sends another one.

    Coaches reply to cards, and Discord shows the bot such a reply's content only if the card is a regular message.
    https://docs.discord.com/developers/gateway/you-might-not-need-a-privileged-intent
    """

    async def respond(self, draft: Draft) -> MessageId:  # noqa: ARG002 - the port's
        raise ReplyExpired


async def show(interaction: BotInteraction, draft: Draft) -> None:
    """Answer so that only the asking person sees it, as the first response or after an acknowledgement."""
    async with one_answer_at_a_time(interaction):
        await _show(interaction, draft)


async def show_here(interaction: BotInteraction, draft: Draft) -> None:
    """`show`, except that in direct messages, where nobody else reads, the answer stays when Discord is reloaded.

    It vanishes there, too, if it was so slow that Discord had to be told to wait.
    """
    async with one_answer_at_a_time(interaction):
        await _show(interaction, draft, ephemeral=conversation_of(interaction) is None)


async def _show(interaction: BotInteraction, draft: Draft, *, ephemeral: bool = True) -> None:
    match interaction.response.type:
        case None:
            try:
                await retried(lambda: interaction.response.send_message(**rendered(draft), ephemeral=ephemeral))
            except discord.HTTPException as error:
                if error.code != ALREADY_ACKNOWLEDGED:
                    raise
                # Discord has this answer already, or another process that receives the same has acknowledged.
                if not await _is_answer(interaction, draft):
                    await _follow_up(interaction, draft)
        case discord.InteractionResponseType.deferred_channel_message:
            # An edit can be repeated without harm, a follow-up would come twice.
            try:
                await retried(lambda: interaction.edit_original_response(**rendered(draft)))
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
                await _follow_up(interaction, draft)  # "is thinking" was dismissed
        case _:
            # Here the original response is the message with the pressed button, which must stay.
            await _follow_up(interaction, draft)


async def _is_answer(interaction: BotInteraction, draft: Draft) -> bool:
    try:
        return looks_like(await retried(interaction.original_response), look_of(draft))
    except discord.NotFound:  # an acknowledgement, and nothing after it
        return False


async def _follow_up(interaction: BotInteraction, draft: Draft) -> None:
    message = rendered(draft)
    await once(
        lambda: interaction.followup.send(
            content=message["content"] or "", embeds=message["embeds"], view=message["view"], ephemeral=True
        )
    )


async def show_more(interaction: BotInteraction, draft: Draft) -> None:
    """Show another message after the answer, only to the asking person."""
    async with one_answer_at_a_time(interaction):
        await _follow_up(interaction, draft)


async def show_promised(
    interaction: BotInteraction, draft: Draft | None = None, *, file: NewFile | None = None
) -> None:
    """Give a promised answer: a draft, a file, or both."""
    message: dict[str, Any] = {} if draft is None else {**rendered(draft)}

    def files() -> list[discord.File]:  # each can be sent once
        if file is None:
            return []
        return [discord.File(BytesIO(file.content), filename=file.name, description=file.description)]

    async with one_answer_at_a_time(interaction):
        await retried(lambda: interaction.edit_original_response(**message, attachments=files()))


async def show_instead(interaction: BotInteraction, draft: Draft) -> None:
    """Answer by replacing the message whose button was pressed, because what it showed is over.

    A message that others can read is never replaced; then the answer is a new message.
    """
    if interaction.message is None or not interaction.message.flags.ephemeral:
        await show(interaction, draft)
    else:
        await turn_page(interaction, draft)


async def turn_page(interaction: BotInteraction, draft: Draft) -> None:
    """Replace the message whose button was pressed, whoever can read it, and remove its files."""
    async with one_answer_at_a_time(interaction):
        try:
            await _turn_page(interaction, draft)
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise
            await _show(interaction, draft)  # the message was deleted or dismissed


async def _turn_page(interaction: BotInteraction, draft: Draft) -> None:
    if not interaction.response.is_done():
        try:
            await retried(lambda: interaction.response.edit_message(**rendered(draft), attachments=[]))
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise
        else:
            return
    await retried(lambda: interaction.edit_original_response(**rendered(draft), attachments=[]))


async def open_form(interaction: BotInteraction, form: discord.ui.Modal) -> None:
    """Answer with a form.

    Raises:
        FormTooLate: the interaction was acknowledged meanwhile, and a form can only be the first answer.
    """
    async with one_answer_at_a_time(interaction):
        if interaction.response.is_done():
            raise FormTooLate
        try:
            await retried(lambda: interaction.response.send_modal(form))
        except discord.HTTPException as error:
            # Then the form is open, from a try whose answer was lost, or another process was faster.
            if error.code != ALREADY_ACKNOWLEDGED:
                raise


async def promise_answer(interaction: BotInteraction, *, to_keep: bool = False) -> None:
    """Say at once that an answer takes a while. Safe to call twice.

    Only the asking person will see it. `to_keep`: in direct messages, where nobody else is, it becomes a message like
    others, which does not go away.
    """
    ephemeral = not to_keep or conversation_of(interaction) is None
    async with one_answer_at_a_time(interaction):
        if not interaction.response.is_done():
            await _deferred(interaction, thinking=True, ephemeral=ephemeral)


async def say(interaction: BotInteraction, text: str) -> None:
    """`show` with nothing but a sentence."""
    await show(interaction, Draft(content=text))


async def acknowledge(interaction: BotInteraction) -> None:
    """Close the interaction of a button without showing anything."""
    # Being too late does no harm: what the person asked for has been sent.
    async with one_answer_at_a_time(interaction):
        if not interaction.response.is_done():
            with suppress(discord.NotFound):
                await _deferred(interaction, thinking=False)


async def _deferred(interaction: BotInteraction, *, thinking: bool, ephemeral: bool = True) -> None:
    """Acknowledge. If it is lost, what the person asked for goes on: the answer shows whether Discord has it."""
    try:
        await retried(lambda: interaction.response.defer(ephemeral=ephemeral, thinking=thinking))
    except AnswerLost as error:
        log_lost(interaction, error)
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
