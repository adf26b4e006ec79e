"""Takes in the submitted forms of shared answers, even those that were opened before a restart."""

from __future__ import annotations

import logging
import re

import discord
from discord.ext import commands

from bot.client.client import BotInteraction, MockInterviewBot
from bot.client.entrance import Entrance, let_in
from bot.client.form_values import FormField, read_form
from bot.client.interactions import payload_of
from bot.client.persistent import stored_number
from bot.client.registry import Registry
from bot.core.content import InterviewId, ShareId
from bot.sharing.domain.errors import NoSuchShare
from bot.sharing.views.custom_ids import OF_WRITERS, ShareForm, share_form_of
from cogs.reviewing.submitting import FormChanged
from cogs.sharing import decisions, presses, reports

log = logging.getLogger(__name__)


class ShareFormListener(commands.Cog):
    def __init__(self, _bot: MockInterviewBot, _services: Registry) -> None:
        """Take the arguments of every cog; the interaction has all that is needed."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: BotInteraction) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        known = share_form_of(str(payload_of(interaction).get("custom_id", "")))
        if known is not None:
            form, match = known
            entrance = Entrance.CANDIDATE if form in OF_WRITERS else Entrance.COACHES
            await let_in(interaction, entrance, lambda: submit_share_form(interaction, form, match))


async def submit_share_form(interaction: BotInteraction, form: ShareForm, match: re.Match[str]) -> None:
    """Carry out a form; `match` is that of its id. Raises Refusal."""
    subject, detail = stored_number(match["subject"], NoSuchShare), int(match["detail"])
    values = read_form(payload_of(interaction))
    if (FormField.TEXT if form in OF_WRITERS else FormField.REASON) not in values:
        log.warning("refused", extra={"what": "form", "why": FormChanged.key, "user": interaction.user.id})
        raise FormChanged
    match form:
        case ShareForm.SHARE:
            await presses.share_answer(interaction, InterviewId(subject), detail, values)
        case ShareForm.CHANGE:
            await presses.change_shared(interaction, ShareId(subject), values)
        case ShareForm.ASK_CHANGE | ShareForm.DECLINE:
            await decisions.give_reason(interaction, form, ShareId(subject), detail, values)
        case ShareForm.DECLINE_REPORTED:
            await reports.decline_for_reason(interaction, ShareId(subject), detail, values)
