"""Carries out what coaches do with the buttons and forms of a card."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.client.client import BotInteraction
from bot.client.entrance import earlier_messages_stored
from bot.client.form_values import FormField, Values, text_in
from bot.client.interactions import cause_of, token_of
from bot.client.refused_form import refused_form, texts_on
from bot.client.replies import UpdateOnly, acknowledge, open_form, say, show, show_instead, show_more
from bot.core.content import ReviewId, UserId
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.core.refusal import Refusal
from bot.formatting.refusals import sentence
from bot.outbound.draft import Button, ButtonStyle, Draft
from bot.outbound.relay import OutboxRelay
from bot.reviewing.domain.coaches import Snippet, fingerprint
from bot.reviewing.domain.errors import AlreadyClaimed, SnippetUntouched
from bot.reviewing.domain.model import Stage
from bot.reviewing.domain.team.queue_filter import Filter
from bot.reviewing.usecases.behind_card import BehindCard
from bot.reviewing.usecases.coach import CoachService, FilledIn
from bot.reviewing.usecases.outgoing import destination_of
from bot.reviewing.views.behind_card import behind_card
from bot.reviewing.views.custom_ids import ReviewAction, form_detail, read_form_detail, review_id
from bot.servers.usecases.permission import is_lead
from cogs.reviewing.form_reading import assessment_in
from cogs.reviewing.forms import Beginning, answer_form, close_form
from cogs.reviewing.tool_presses import turn_queue
from cogs.servers.acting import acting_member

CoachUseCase = Callable[[Member, str], Awaitable[Outcome]]


async def claim(interaction: BotInteraction, review: ReviewId) -> None:
    """Claim a review; if another coach has it, offer to take it over. Raises Refusal."""
    coaching = interaction.client.services[CoachService]
    try:
        await carry_out_for_coach(
            interaction, review, lambda member, cause: coaching.claim(member, review, cause=cause)
        )
    except AlreadyClaimed as refusal:
        await show(interaction, _take_over_offer(interaction, review, refusal))


async def claim_from_queue(interaction: BotInteraction, review: ReviewId) -> None:
    """`claim`, then show in the same message what the coach has. Raises Refusal."""
    coaching = interaction.client.services[CoachService]
    try:
        await coaching.claim(acting_member(interaction), review, cause=cause_of(interaction))
    except AlreadyClaimed as refusal:
        await show(interaction, _take_over_offer(interaction, review, refusal))
    else:
        await turn_queue(interaction, Filter.MINE, 0)


async def take_over(interaction: BotInteraction, review: ReviewId, claimant: UserId) -> None:
    """Take a review over from another coach; the message that offered it then says what became of it."""
    services = interaction.client.services
    locale = interaction.locale.value
    try:
        await carry_out_for_coach(
            interaction,
            review,
            lambda member, cause: services[CoachService].take_over(member, review, claimant, cause=cause),
            silently=False,
        )
        draft = Draft(content=services.texts("coach-taken-over", locale=locale))
    except AlreadyClaimed as refusal:
        draft = _take_over_offer(interaction, review, refusal)
    except Refusal as refusal:
        draft = Draft(content=sentence(refusal, services.texts, locale=locale))
    await show_instead(interaction, draft)


async def release(interaction: BotInteraction, review: ReviewId) -> None:
    """Give up the claim on a review. Raises Refusal."""
    coaching = interaction.client.services[CoachService]
    await carry_out_for_coach(interaction, review, lambda member, cause: coaching.release(member, review, cause=cause))


async def reopen(interaction: BotInteraction, review: ReviewId) -> None:
    """Reopen a closed review. Raises Refusal."""
    coaching = interaction.client.services[CoachService]
    await carry_out_for_coach(interaction, review, lambda member, cause: coaching.reopen(member, review, cause=cause))


async def send_held(interaction: BotInteraction, review: ReviewId, comment: int) -> None:
    """Send a held comment after all. Raises Refusal."""
    coaching = interaction.client.services[CoachService]
    await carry_out_for_coach(
        interaction, review, lambda member, cause: coaching.send_held(member, review, comment, cause=cause)
    )


async def read(interaction: BotInteraction, review: ReviewId) -> None:
    """Show what stands behind the card, for the coach's eyes only. Raises Refusal."""
    services = interaction.client.services
    member = acting_member(interaction)
    snapshot = await services[BehindCard].read(member, review)
    leads = is_lead(member, snapshot.server)
    first, *more = behind_card(snapshot, services.texts, locale=interaction.locale.value, is_lead=leads)
    await show(interaction, first)
    for draft in more:
        await show_more(interaction, draft)


async def offer_answer(interaction: BotInteraction, review: ReviewId, begun: Beginning | None = None) -> None:
    """Claim a review and open the form for feedback; if another coach has it, offer to take it over. Raises Refusal."""
    services = interaction.client.services
    member = acting_member(interaction)
    try:
        snapshot = await services[CoachService].begin_answer(member, review, cause=cause_of(interaction))
    except AlreadyClaimed as refusal:
        await show(interaction, _take_over_offer(interaction, review, refusal))
        return
    form = answer_form(
        snapshot, begun or Beginning(), services.texts, locale=interaction.locale.value, token=token_of(interaction)
    )
    await open_form(interaction, form)


async def offer_answer_with_snippet(interaction: BotInteraction, review: ReviewId, snippet: Snippet) -> None:
    """`offer_answer` with a form that begins with a snippet. Raises Refusal."""
    await offer_answer(interaction, review, Beginning(text=snippet.text, snippet=fingerprint(snippet.text)))


async def offer_form_again(interaction: BotInteraction, review: ReviewId, detail: str) -> None:
    """`offer_answer` with what the refused form contained, read from the message of the button. Raises Refusal."""
    snippet, said = read_form_detail(detail)
    refused = [] if interaction.message is None else interaction.message.embeds
    text, next_step = texts_on([each.description for each in refused])
    begun = Beginning(text=text, assessment=replace(said, next_step=next_step), snippet=snippet)
    await offer_answer(interaction, review, begun)


async def answer(interaction: BotInteraction, review: ReviewId, snippet: int, values: Values, *, token: str) -> None:
    """Send the feedback in a form; `token` identifies the opened form. Raises Refusal."""
    services = interaction.client.services
    snapshot = await services[CoachService].snapshot(acting_member(interaction), review)
    points = len(snapshot.round_of(snapshot.review.attempts[-1]).question.key_points)
    filled = FilledIn(
        form=token,
        text=text_in(values, FormField.FEEDBACK),
        assessment=assessment_in(values, points=points),
        snippet=snippet,
    )
    try:
        outcome = await carry_out_for_coach(
            interaction,
            review,
            lambda member, cause: services[CoachService].write(member, review, filled, cause=cause),
            silently=False,
        )
    except SnippetUntouched as refusal:
        await show(interaction, _form_again_offer(interaction, review, refusal, filled, values))
        return
    key = "coach-feedback-held" if outcome is Outcome.HELD else "coach-feedback-sent"
    await say(interaction, services.texts(key, locale=interaction.locale.value))


async def offer_close(interaction: BotInteraction, review: ReviewId) -> None:
    """Close a review with feedback; for one without, ask what the candidate is to be told. Raises Refusal."""
    services = interaction.client.services
    try:
        snapshot = await services[CoachService].begin_close(acting_member(interaction), review)
    except AlreadyClaimed as refusal:
        await show(interaction, _take_over_offer(interaction, review, refusal))
        return
    if snapshot.review.stage is Stage.WAITING:
        form = close_form(review, services.texts, locale=interaction.locale.value, token=token_of(interaction))
        await open_form(interaction, form)
    else:
        await earlier_messages_stored(interaction)
        await close(interaction, review, {})


async def close(interaction: BotInteraction, review: ReviewId, values: Values, *, token: str | None = None) -> None:
    """Close a review, with the reason in the form; `token` identifies it, if there was one. Raises Refusal."""
    coaching = interaction.client.services[CoachService]
    reason = text_in(values, FormField.REASON)
    await carry_out_for_coach(
        interaction,
        review,
        lambda member, cause: coaching.close(member, review, reason=reason, cause=cause, form=token),
    )


async def carry_out_for_coach(
    interaction: BotInteraction, review: ReviewId, use_case: CoachUseCase, *, silently: bool = True
) -> Outcome:
    """Store what the coach did; if `silently`, answer with nothing but an updated card."""
    outcome = await use_case(acting_member(interaction), cause_of(interaction))
    if silently:
        # If the button is on the card, the answer updates the card: at once, and without another request.
        relay = interaction.client.services[OutboxRelay]
        await relay.deliver(destination_of(review), cause=cause_of(interaction), reply=UpdateOnly(interaction))
        await acknowledge(interaction)
    return outcome


def _form_again_offer(
    interaction: BotInteraction, review: ReviewId, refusal: SnippetUntouched, filled: FilledIn, values: Values
) -> Draft:
    texts = interaction.client.services.texts
    say = partial(texts, locale=interaction.locale.value)
    button = Button(
        label=say("button-form-again"),
        custom_id=review_id(ReviewAction.FORM, review, form_detail(filled.snippet, filled.assessment)),
        style=ButtonStyle.PRIMARY,
    )
    told = sentence(refusal, texts, locale=interaction.locale.value)
    return refused_form(told, values, say, rows=((button,),))


def _take_over_offer(interaction: BotInteraction, review: ReviewId, refusal: AlreadyClaimed) -> Draft:
    texts = interaction.client.services.texts
    locale = interaction.locale.value
    button = Button(
        label=texts("button-take-over", locale=locale),
        custom_id=review_id(ReviewAction.TAKEOVER, review, UserId(refusal.by)),
        style=ButtonStyle.DANGER,
    )
    return Draft(content=sentence(refusal, texts, locale=locale), rows=((button,),))
