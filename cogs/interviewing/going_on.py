"""Goes on with an interview that is over; where another one is under way, the candidate chooses."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.replies import show
from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.errors import AlreadyInInterview
from bot.interviewing.domain.events import GoOnPressed
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.overview import choice_to_go_on
from bot.outbound.draft import Draft
from cogs.interviewing.controls import control
from cogs.interviewing.welcome import resume, running


async def go_on(interaction: BotInteraction, event: GoOnPressed, interview: InterviewId) -> None:
    """Go on with this interview, or offer to park or to finish the one that was begun since.

    Raises:
        InterviewError: it is too late, or there is no such interview.
    """
    try:
        await control(interaction, event, interview=interview)
    except AlreadyInInterview:
        services, candidate = interaction.client.services, UserId(interaction.user.id)
        live = await services[Lookups].live_interview(candidate)
        past = await services[Lookups].own_interview(candidate, interview)
        choice = (resume(live, services.texts), *choice_to_go_on(past, live, services.texts))
        await show(interaction, Draft(content=running(live, services.texts), rows=(choice,)))
