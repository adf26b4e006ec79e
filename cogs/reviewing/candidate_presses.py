"""Carries out what candidates do with reviews: send an answer to a coach, withdraw, rate, try again."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.client.client import BotInteraction
from bot.client.entrance import earlier_messages_stored
from bot.client.form_values import FormField, Values, text_in
from bot.client.incoming import name_of_server, visible_name
from bot.client.interactions import cause_of, conversation_of, id_of, is_answered, token_of
from bot.client.replies import open_form, say
from bot.core.content import ChannelId, InterviewId, ReviewId, ServerId, UserId
from bot.core.outcome import Outcome
from bot.inbound.door import Door
from bot.reviewing.domain.errors import NoAnswerToSend, NoCoaches, NoPresentAnswer
from bot.reviewing.domain.model import Helpfulness
from bot.reviewing.usecases.candidate import SentReviews
from bot.reviewing.usecases.submissions import Submissions
from cogs.interviewing.controls import answer_delivery, deliver_to_candidate
from cogs.interviewing.standing import turn_reviews
from cogs.reviewing.form_reading import server_in, shows_name
from cogs.reviewing.forms import opinion_form, send_form

Found = TypeVar("Found")
CandidateUseCase = Callable[[str, ChannelId | None], Awaitable[Outcome]]


async def offer_sending(interaction: BotInteraction, interview: InterviewId, question: int) -> None:
    """Open the form that sends an answer to a coach; a second attempt goes to its review at once.

    Raises:
        ReviewError: it cannot be sent.
    """
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    if await services[SentReviews].is_retry(interview):
        await earlier_messages_stored(interaction)
        await carry_out_for_candidate(
            interaction,
            lambda cause, reply_in: once_heard(
                interaction,
                lambda: services[SentReviews].send_attempt(candidate, interview, cause=cause, reply_in=reply_in),
            ),
        )
        return
    invitation = await once_heard(interaction, lambda: services[Submissions].invitation(candidate, interview, question))
    names = {each.id: _name_of(interaction, each.id) for each, _ in invitation.servers}
    form = send_form(
        invitation,
        names,
        visible_name(interaction.user),
        services.texts,
        locale=interaction.locale.value,
        token=f"{invitation.servers[0][0].id}-{secrets.token_urlsafe(6)}",
    )
    await open_form(interaction, form)


async def once_heard(interaction: BotInteraction, ask: Callable[[], Awaitable[Found]]) -> Found:
    """What `ask` returns, once more if there is no answer to send: Discord may not have told of it.

    Raises whatever `ask` raises then.
    """
    try:
        return await ask()
    except (NoAnswerToSend, NoPresentAnswer):
        await interaction.client.services[Door].read_unheard(UserId(interaction.user.id))
        return await ask()


async def send(
    interaction: BotInteraction, interview: InterviewId, question: int, values: Values, *, token: str
) -> None:
    """Send the answer as the form says. If there was no choice of servers, the form's `token` names the server.

    Raises:
        ReviewError: it cannot be sent.
    """
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    focus = text_in(values, FormField.FOCUS)
    if await services[Submissions].was_sent(candidate, form=token, interview=interview, question=question, focus=focus):
        await _say_sent(interaction)
        return
    invitation = await services[Submissions].invitation(candidate, interview, question)
    offered = [each.id for each, _ in invitation.servers]
    wanted = server_in(values) or server_in({FormField.SERVER: token.partition("-")[0]})
    if wanted is None or wanted not in offered:
        raise NoCoaches
    name = visible_name(interaction.user) if shows_name(values) else None
    await carry_out_for_candidate(
        interaction,
        lambda cause, reply_in: services[Submissions].send(
            candidate,
            cause=cause,
            form=token,
            server=wanted,
            interview=interview,
            question=question,
            focus=focus,
            name=name,
            locale=interaction.locale.value,
            reply_in=reply_in,
        ),
    )


async def withdraw(interaction: BotInteraction, review: ReviewId) -> None:
    """Withdraw a review. Raises ReviewError."""
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    await carry_out_for_candidate(
        interaction,
        lambda cause, reply_in: services[SentReviews].withdraw(candidate, review, cause=cause, reply_in=reply_in),
    )
    is_in_list = interaction.message is not None and interaction.message.flags.ephemeral
    if is_in_list and not is_answered(interaction):
        await turn_reviews(interaction, 0)


async def offer_opinion(interaction: BotInteraction, review: ReviewId) -> None:
    """Open the form that asks for another coach's opinion. Raises ReviewError."""
    services = interaction.client.services
    found, figures, along = await services[Submissions].opinion(UserId(interaction.user.id), review)
    locale = interaction.locale.value
    form = opinion_form(found, figures, along, services.texts, locale=locale, token=token_of(interaction))
    await open_form(interaction, form)


async def ask_another(interaction: BotInteraction, review: ReviewId, values: Values, *, token: str) -> None:
    """Ask for another coach's opinion, as the form says; `token` identifies the opened form. Raises ReviewError."""
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    focus = text_in(values, FormField.FOCUS)
    await carry_out_for_candidate(
        interaction,
        lambda cause, reply_in: services[Submissions].ask_another(
            candidate, review, form=token, focus=focus, cause=cause, reply_in=reply_in
        ),
    )


async def try_again(interaction: BotInteraction, review: ReviewId) -> None:
    """Start another attempt for a review. Raises ReviewError, InterviewError."""
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    await carry_out_for_candidate(
        interaction,
        lambda cause, reply_in: services[SentReviews].try_again(
            candidate,
            review,
            cause=cause,
            locale=interaction.locale.value,
            reply_in=reply_in,
            started_by=id_of(interaction),
        ),
    )


async def rate_feedback(interaction: BotInteraction, review: ReviewId, helpfulness: Helpfulness) -> None:
    """Store whether the feedback helped. Raises ReviewError."""
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    await carry_out_for_candidate(
        interaction, lambda cause, _reply_in: services[SentReviews].rate(candidate, review, helpfulness, cause=cause)
    )
    if (await services[SentReviews].own(candidate, review)).erased:
        # The text is gone, so the feedback cannot be updated to show the chosen button.
        await say(interaction, services.texts("rating-noted", locale=interaction.locale.value))


async def carry_out_for_candidate(interaction: BotInteraction, use_case: CandidateUseCase) -> None:
    """Store what the candidate did, then send what follows, if possible as the reply to the interaction."""
    outcome = await use_case(cause_of(interaction), conversation_of(interaction))
    if outcome is Outcome.DONE_BEFORE:
        await _say_sent(interaction)
    elif outcome is not Outcome.DUPLICATE:  # otherwise Discord has reported this interaction before
        await answer_delivery(interaction, await deliver_to_candidate(interaction))


async def _say_sent(interaction: BotInteraction) -> None:
    """Answer a form that was sent before."""
    await say(interaction, interaction.client.services.texts("sent-before", locale=interaction.locale.value))


def _name_of(interaction: BotInteraction, server: ServerId) -> str:
    unnamed = interaction.client.services.texts("server-unnamed", locale=interaction.locale.value)
    return name_of_server(interaction.client.get_guild(server), otherwise=unnamed)
