"""Shows a candidate what they have open: their interviews, and what is with coaches."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.replies import show, show_more, turn_page
from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.errors import NoInterview
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.overview import parked, status
from bot.interviewing.views.summary import summary
from bot.outbound.draft import Draft
from bot.reviewing.usecases.candidates.open_reviews import OpenReviews
from bot.reviewing.views.open_reviews import open_reviews_page


async def show_status(interaction: BotInteraction, *, pressed: InterviewId | None = None) -> None:
    """Show the candidate's status, for their eyes only. `pressed`: the interview whose button was pressed.

    Raises:
        NoInterview: there is nothing to show.
    """
    services = interaction.client.services
    candidate = UserId(interaction.user.id)
    interview = await services[Lookups].seen_by(candidate, pressed, now=services.clock())
    pages: list[Draft] = []
    if interview is not None:
        over = interview.phase is Phase.ENDED
        pages.append(await _summary(interaction, interview, 0) if over else status(interview, services.texts))
    waiting = await services[Lookups].parked_of(candidate)
    if waiting:
        pages.append(parked(waiting, services.texts, locale=interaction.locale.value))
    reviews = await _reviews(interaction, 0)
    pages += [] if reviews is None else [reviews]
    if not pages:
        raise NoInterview
    await show(interaction, pages[0])
    for page in pages[1:]:
        await show_more(interaction, page)


async def turn_summary(interaction: BotInteraction, interview: InterviewId, page: int) -> None:
    """Show a page of the summary in the message that was pressed; of an interview that goes on again, its status.

    Raises:
        NoInterview: there is no such interview, or it is somebody else's.
    """
    services = interaction.client.services
    found = await services[Lookups].own_interview(UserId(interaction.user.id), interview)
    over = found.phase is Phase.ENDED
    await turn_page(interaction, await _summary(interaction, found, page) if over else status(found, services.texts))


async def turn_reviews(interaction: BotInteraction, page: int) -> None:
    """Show a page of what is with coaches, as it is now, in the message that was pressed."""
    nothing = interaction.client.services.texts("open-reviews-none", locale=interaction.locale.value)
    await turn_page(interaction, await _reviews(interaction, page) or Draft(content=nothing))


async def _summary(interaction: BotInteraction, interview: Interview, page: int) -> Draft:
    services = interaction.client.services
    retrospect = await services[Lookups].retrospect_of(interview)
    return summary(interview, page, services.texts, retrospect=retrospect)


async def _reviews(interaction: BotInteraction, page: int) -> Draft | None:
    services = interaction.client.services
    found = await services[OpenReviews].of(UserId(interaction.user.id))
    if not found:
        return None
    return open_reviews_page(found, page, services.texts, locale=interaction.locale.value, now=services.clock())
