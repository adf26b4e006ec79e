"""Carries out what coaches do beside the reviews themselves: the queue, their profile, snippets and notes."""

from __future__ import annotations

from functools import partial

from bot.client.client import BotInteraction
from bot.client.form_values import FormField, Values, text_in
from bot.client.interactions import token_of
from bot.client.replies import open_form, say, show, show_instead, turn_page
from bot.core.content import MessageId, ReviewId
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.coach import CoachService
from bot.reviewing.usecases.coach_profiles import CoachProfiles
from bot.reviewing.usecases.missing_posts import MissingPosts
from bot.reviewing.usecases.notes import Notes
from bot.reviewing.usecases.queue import CoachQueue
from bot.reviewing.usecases.snippets import Snippets
from bot.reviewing.views.missing_posts import shown_again_page
from bot.reviewing.views.tool_pages import PAGE, notes_page, profile_page, queue_page, snippets_page, stats_page
from cogs.reviewing.forms import note_form, profile_form, snippet_form
from cogs.servers.acting import acting_member


async def show_queue(interaction: BotInteraction, wanted: Filter) -> None:
    """Show the first page of the queue, for the coach's eyes only. Raises Refusal."""
    services = interaction.client.services
    queue = await services[CoachQueue].queue(acting_member(interaction), wanted, page=0, size=PAGE)
    await show(interaction, queue_page(queue, services.texts, locale=interaction.locale.value, now=services.clock()))


async def turn_queue(interaction: BotInteraction, wanted: Filter, page: int) -> None:
    """Show another page of the queue in the same message. Raises Refusal."""
    services = interaction.client.services
    queue = await services[CoachQueue].queue(acting_member(interaction), wanted, page=page, size=PAGE)
    draft = queue_page(queue, services.texts, locale=interaction.locale.value, now=services.clock())
    await turn_page(interaction, draft)


async def show_missing_again(interaction: BotInteraction) -> None:
    """Show again what is missing in the review channel, and say so in place of the offer. Raises Refusal."""
    services = interaction.client.services
    reviews = await services[MissingPosts].show_again(acting_member(interaction))
    await show_instead(interaction, shown_again_page(reviews, partial(services.texts, locale=interaction.locale.value)))


async def show_stats(interaction: BotInteraction) -> None:
    """Show the coach's own figures. Raises Refusal."""
    services = interaction.client.services
    stats = await services[CoachQueue].stats(acting_member(interaction))
    await show(interaction, stats_page(stats, services.texts, locale=interaction.locale.value))


async def offer_profile(interaction: BotInteraction) -> None:
    """Open the form with the coach's profile. Raises Refusal."""
    services = interaction.client.services
    profile = await services[CoachProfiles].profile(acting_member(interaction))
    form = profile_form(
        profile.server, profile, services.texts, locale=interaction.locale.value, token=token_of(interaction)
    )
    await open_form(interaction, form)


async def save_profile(interaction: BotInteraction, values: Values) -> None:
    """Save the profile in the form and show it to the coach. Raises Refusal."""
    services = interaction.client.services
    profile = await services[CoachProfiles].save_profile(
        acting_member(interaction), name=text_in(values, FormField.NAME), bio=text_in(values, FormField.BIO)
    )
    await show(interaction, profile_page(profile, services.texts, locale=interaction.locale.value))


async def show_snippets(interaction: BotInteraction) -> None:
    """Show the server's snippets. Raises Refusal."""
    services = interaction.client.services
    snippets = await services[Snippets].snippets(acting_member(interaction))
    await show(interaction, snippets_page(snippets, services.texts, locale=interaction.locale.value))


async def offer_snippet_form(interaction: BotInteraction, name: str | None) -> None:
    """Open the form for the snippet with this name, or for a new one. Raises Refusal."""
    services = interaction.client.services
    member = acting_member(interaction)
    snippet = None if name is None else await services[Snippets].snippet(member, name)
    if snippet is None:
        await services[Snippets].snippets(member)  # only to check that they may
    form = snippet_form(
        member.server, snippet, services.texts, locale=interaction.locale.value, token=token_of(interaction)
    )
    await open_form(interaction, form)


async def save_snippet(interaction: BotInteraction, edited: int, values: Values) -> None:
    """Save the snippet in the form; `edited` is its id, or 0 for a new one. Raises Refusal."""
    services = interaction.client.services
    name, text = text_in(values, FormField.NAME), text_in(values, FormField.TEXT)
    await services[Snippets].save_snippet(acting_member(interaction), name=name, text=text, edited=edited or None)
    await say(interaction, services.texts("snippet-saved", locale=interaction.locale.value))


async def delete_snippet(interaction: BotInteraction, name: str) -> None:
    """Delete the snippet with this name. Raises Refusal."""
    services = interaction.client.services
    await services[Snippets].delete_snippet(acting_member(interaction), name)
    await say(interaction, services.texts("snippet-deleted", locale=interaction.locale.value))


async def review_here(interaction: BotInteraction) -> Review:
    """The review in whose thread the command was typed. Raises Refusal."""
    services = interaction.client.services
    return await services[CoachService].review_here(acting_member(interaction), MessageId(interaction.channel_id or 0))


async def show_notes(interaction: BotInteraction) -> None:
    """Show the first page of the notes about the candidate of this thread. Raises Refusal."""
    services = interaction.client.services
    review = await review_here(interaction)
    notes = await services[Notes].notes(acting_member(interaction), review.candidate, named=review.named)
    await show(interaction, notes_page(review, notes, services.texts, locale=interaction.locale.value, page=0))


async def turn_notes(interaction: BotInteraction, review: ReviewId, page: int) -> None:
    """Show another page of the notes in the same message. Raises Refusal."""
    services = interaction.client.services
    member = acting_member(interaction)
    found = (await services[CoachService].snapshot(member, review)).review
    notes = await services[Notes].notes(member, found.candidate, named=found.named)
    draft = notes_page(found, notes, services.texts, locale=interaction.locale.value, page=page)
    await show_instead(interaction, draft)


async def offer_note(interaction: BotInteraction) -> None:
    """Open the form for a note about the candidate of this thread. Raises Refusal."""
    services = interaction.client.services
    review = await review_here(interaction)
    form = note_form(review.id, services.texts, locale=interaction.locale.value, token=token_of(interaction))
    await open_form(interaction, form)


async def add_note(interaction: BotInteraction, review: ReviewId, values: Values) -> None:
    """Save the note in the form. Raises Refusal."""
    services = interaction.client.services
    await services[Notes].add_note(acting_member(interaction), review, text_in(values, FormField.TEXT))
    await say(interaction, services.texts("note-saved", locale=interaction.locale.value))


async def delete_note(interaction: BotInteraction, number: int) -> None:
    """Delete the note with this number. Raises Refusal."""
    services = interaction.client.services
    await services[Notes].delete_note(acting_member(interaction), number)
    await say(interaction, services.texts("note-deleted", locale=interaction.locale.value))
