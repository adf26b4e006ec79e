"""Turns Discord's messages and members into the values that use cases take."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TypeVar

import discord

from bot.client.attempts import FAILURES
from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.interactions import conversation_of
from bot.core.content import ChannelId, File, MessageId, RoleId, ServerId, UserId, has_something_to_see, storable
from bot.core.incoming import IncomingMessage, Member
from bot.core.refusal import Refusal

log = logging.getLogger(__name__)

T = TypeVar("T")

_WRITTEN_BY_PEOPLE = {discord.MessageType.default, discord.MessageType.reply}


def is_written_by_a_person(message: discord.Message) -> bool:
    """False for messages of bots and webhooks, and for notices of pins, calls and the like."""
    return not message.author.bot and message.webhook_id is None and message.type in _WRITTEN_BY_PEOPLE


def name_of_server(guild: discord.Guild | None, *, otherwise: T) -> str | T:
    """The name of a server as a value. `otherwise`: for one that the bot is not in, or whose name shows nothing."""
    return storable(guild.name) if guild is not None and has_something_to_see(guild.name) else otherwise


def incoming(message: discord.Message, bot: MockInterviewBot, *, server: ServerId | None = None) -> IncomingMessage:
    """A message as a value. `server`: that of the channel, for a message that does not name it itself.

    Without a privileged intent, Discord withholds what people write in servers, unless they mention the bot.
    https://docs.discord.com/developers/events/gateway#message-content-intent
    """
    where = server if message.guild is None else ServerId(message.guild.id)
    reference = message.reference
    return IncomingMessage(
        id=MessageId(message.id),
        author=UserId(message.author.id),
        channel=ChannelId(message.channel.id),
        text=storable(message.content),
        files=tuple(_file(attachment) for attachment in message.attachments),
        forwarded=bool(message.message_snapshots) or message.flags.forwarded,
        replies_to=MessageId(reference.message_id)
        if reference is not None and reference.message_id is not None and message.type is discord.MessageType.reply
        else None,
        answers_bot=_answers_bot(message, bot),
        member=member(message.author) if isinstance(message.author, discord.Member) else None,
        server=where,
        edited_at=message.edited_at,
        may_be_withheld=where is not None and not bot.reads_all and bot.user not in message.mentions,
    )


def _answers_bot(message: discord.Message, bot: MockInterviewBot) -> bool:
    answered = None if message.reference is None else message.reference.resolved
    if isinstance(answered, discord.Message):
        return answered.author == bot.user
    return isinstance(answered, discord.DeletedReferencedMessage) and bot.user in message.mentions


async def as_it_stands(
    message: discord.Message, received: IncomingMessage, bot: MockInterviewBot
) -> IncomingMessage | None:
    """The value of a message whose event is outdated, as Discord shows it now; None if the message was deleted.

    If Discord does not show it, `received`, the value that came with the event. Never raises.
    """
    try:
        now = await message.channel.fetch_message(message.id)
    except discord.NotFound:
        return None
    except FAILURES as error:
        log.warning("message not looked at again", extra={"from_message": message.id, "reason": type(error).__name__})
        return received
    return replace(incoming(now, bot, server=received.server), member=received.member)


class MessageNotShown(Refusal):
    """Discord did not show a message of which the person has said what it is."""

    key = "error-message-not-shown"


async def own_message(interaction: BotInteraction, message: MessageId) -> IncomingMessage | None:
    """A message of the person who pressed a button in direct messages, as it stands now; None if it was deleted.

    Raises:
        MessageNotShown: Discord does not answer now, or it is somebody else's message.
    """
    channel = conversation_of(interaction)
    if channel is None:
        raise MessageNotShown
    try:
        now = await interaction.client.get_partial_messageable(channel).fetch_message(message)
    except discord.NotFound:
        return None
    except FAILURES as error:
        log.warning("message not read", extra={"from_message": message, "reason": type(error).__name__})
        raise MessageNotShown from error
    if now.author.id != interaction.user.id or not is_written_by_a_person(now):
        raise MessageNotShown
    return incoming(now, interaction.client)


def visible_name(of: discord.User | discord.Member) -> str:
    """The name by which people know somebody, or another one if that shows nothing."""
    names = (of.display_name, of.global_name, of.name)
    return next((storable(each) for each in names if each is not None and has_something_to_see(each)), str(of.id))


def member(of: discord.Member) -> Member:
    """A member of a server as a value."""
    return Member(
        user=UserId(of.id),
        server=ServerId(of.guild.id),
        name=visible_name(of),
        roles=frozenset(RoleId(role.id) for role in of.roles),
        is_admin=of.guild_permissions.manage_guild,
        joined_at=of.joined_at,
    )


def _file(attachment: discord.Attachment) -> File:
    return File(
        name=storable(attachment.filename),
        size=attachment.size,
        content_type=None if attachment.content_type is None else storable(attachment.content_type),
        voice_seconds=attachment.duration if attachment.is_voice_message() else None,
        description=storable(attachment.description or ""),
        title=storable(attachment.title or ""),
        is_spoiler=attachment.is_spoiler(),
        is_remix=attachment.flags.remix,
    )
