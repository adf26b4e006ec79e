"""Shows a candidate what they have open: their interviews, and what is with coaches."""

from __future__ import annotations

from bot.client.client import BotInteraction
from bot.client.replies import show, show_more, turn_page
from bot.core.content import InterviewId, UserId
from bot.interviewing.domain.errors import NoInterview
from bot.interviewing.domain.model import Phase
from bot.interviewing.usecases.lookups import Lookups
from bot.interviewing.views.overview import parked, status, summary
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
        compose = summary if interview.phase is Phase.ENDED else status
        pages.append(compose(interview, services.texts))
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


async def turn_reviews(interaction: BotInteraction, page: int) -> None:
    """Show a page of what is with coaches, as it is now, in the message that was pressed."""
    nothing = interaction.client.services.texts("open-reviews-none", locale=interaction.locale.value)
    await turn_page(interaction, await _reviews(interaction, page) or Draft(content=nothing))


async def _reviews(interaction: BotInteraction, page: int) -> Draft | None:
    services = interaction.client.services
    found = await services[OpenReviews].of(UserId(interaction.user.id))
    if not found:
        return None
    return open_reviews_page(found, page, services.texts, locale=interaction.locale.value, now=services.clock())
