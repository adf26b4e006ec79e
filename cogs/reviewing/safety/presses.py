"""Carries out what coaches and leads do about reports and mutes with buttons and forms."""

from __future__ import annotations

from functools import partial

from bot.client.client import BotInteraction
from bot.client.form_values import FormField, Values, text_in
from bot.client.interactions import token_of
from bot.client.replies import open_form, say, show, show_instead, show_more, turn_page
from bot.core.content import ReviewId
from bot.outbound.draft import Draft
from bot.reviewing.domain.safety.muting import MuteFor
from bot.reviewing.domain.safety.reports import Decision
from bot.reviewing.usecases.safety.muting import Muting
from bot.reviewing.usecases.safety.reporting import Reporting
from bot.reviewing.views.safety.mutes import mute_done, mute_question
from bot.reviewing.views.safety.reports import decider, report_decided, report_text
from cogs.reviewing.forms import report_form
from cogs.servers.acting import acting_member


async def offer_report(interaction: BotInteraction, review: ReviewId) -> None:
    """Open the form that tells the leads of a review. Raises Refusal."""
    services = interaction.client.services
    await services[Reporting].require_reportable(acting_member(interaction), review)
    form = report_form(review, services.texts, locale=interaction.locale.value, token=token_of(interaction))
    await open_form(interaction, form)


async def report(interaction: BotInteraction, review: ReviewId, values: Values, *, token: str) -> None:
    """Tell the leads what the form says; `token` identifies it. Raises Refusal."""
    services = interaction.client.services
    text = text_in(values, FormField.TEXT)
    await services[Reporting].report(acting_member(interaction), review, text, form=token)
    await say(interaction, services.texts("report-sent", locale=interaction.locale.value))


async def read_report(interaction: BotInteraction, number: int) -> None:
    """Show a lead what the coach wrote, for their eyes only. Raises Refusal."""
    services = interaction.client.services
    found, review = await services[Reporting].read(acting_member(interaction), number)
    await show(interaction, report_text(found, review, services.texts, locale=interaction.locale.value))


async def decide_report(interaction: BotInteraction, number: int, decision: Decision) -> None:
    """Decide about a report; the message with the buttons then says what was decided, and by whom. Raises Refusal."""
    services = interaction.client.services
    decided = await services[Reporting].decide(acting_member(interaction), number, decision)
    say_so = partial(services.texts, locale=interaction.locale.value)
    shown = report_decided(decided.report, services.texts)
    await turn_page(interaction, shown)
    if not decided.by_this:
        before = say_so("report-decided-before", lead=decider(decided.report, say_so))
        await show_more(interaction, Draft(content=before))
    elif decided.mute is not None:
        await show_more(interaction, mute_done(decided.mute, services.texts, locale=interaction.locale.value))


async def offer_mute(interaction: BotInteraction, review: ReviewId) -> None:
    """Ask a lead for how long. Raises Refusal."""
    services = interaction.client.services
    found = await services[Muting].require_lead(acting_member(interaction), review)
    await show(interaction, mute_question(found, services.texts, locale=interaction.locale.value))


async def mute_for(interaction: BotInteraction, review: ReviewId, how_long: MuteFor) -> None:
    """Mute the candidate of a review, and say so in place of the question. Raises Refusal."""
    services = interaction.client.services
    mute = await services[Muting].mute_candidate(acting_member(interaction), review, how_long)
    await show_instead(interaction, mute_done(mute, services.texts, locale=interaction.locale.value))
