"""Shows candidates what they have answered, and carries out what they press there."""

from __future__ import annotations

from functools import partial

from bot.client.client import BotInteraction
from bot.client.interactions import cause_of
from bot.client.replies import show_here, turn_page
from bot.core.content import UserId
from bot.interviewing.domain.errors import NoSuchKeyPoint, NothingToRate
from bot.interviewing.domain.events import Appraisal
from bot.interviewing.domain.plan import ChosenQuestions
from bot.interviewing.usecases.interviews import InterviewService
from bot.outbound.draft import Draft
from bot.practising.domain.history.answers import AnswerId
from bot.practising.usecases.history import OwnHistory
from bot.practising.views.history.attempts import attempts_page
from bot.practising.views.history.ids import HistoryView, practise_id
from bot.practising.views.history.opened import opened_page
from bot.practising.views.history.page import history_page
from cogs.interviewing.starting import ToBegin, begin, try_once_more


async def show_history(interaction: BotInteraction, view: HistoryView) -> None:
    """Show a page of the list in a message of its own."""
    await show_here(interaction, await _list(interaction, view))


async def turn_history(interaction: BotInteraction, view: HistoryView) -> None:
    """Show a page of the list, as it is now, in the message that was pressed."""
    await turn_page(interaction, await _list(interaction, view))


async def open_answer(interaction: BotInteraction, view: HistoryView, answer: AnswerId, page: int = 0) -> None:
    """Show an answer in the message that was pressed. Raises NoSuchAnswer."""
    services = interaction.client.services
    opened = await services[OwnHistory].opened(UserId(interaction.user.id), answer)
    await turn_page(interaction, opened_page(opened, page, view, services.texts))


async def appraise(
    interaction: BotInteraction, view: HistoryView, answer: AnswerId, page: int, event: Appraisal
) -> None:
    """Store what the candidate says about an answer, and show it where they said it.

    Raises:
        NoSuchAnswer: it does not exist, or is somebody else's.
        InterviewError: nothing can be said about it now.
    """
    services, candidate = interaction.client.services, UserId(interaction.user.id)
    await services[OwnHistory].require(candidate, answer)
    try:
        await services[InterviewService].control(
            candidate, event, cause=cause_of(interaction), interview=answer.interview
        )
    except (NothingToRate, NoSuchKeyPoint):
        await open_answer(interaction, view, answer, page)  # else a menu goes on showing what was chosen in it
        raise
    await open_answer(interaction, view, answer, page)


async def show_attempts(interaction: BotInteraction, about: AnswerId) -> None:
    """Show the latest attempts at a question in a message of its own. Raises NoSuchAnswer."""
    await show_here(interaction, await _attempts(interaction, HistoryView(), about, None))


async def turn_attempts(interaction: BotInteraction, view: HistoryView, about: AnswerId, page: int) -> None:
    """Show a page of the attempts in the message that was pressed. Raises NoSuchAnswer."""
    await turn_page(interaction, await _attempts(interaction, view, about, page))


async def practise(
    interaction: BotInteraction, answer: AnswerId, *, instead_of_live: bool = False, before_live: bool = False
) -> None:
    """Begin an interview of the question of an answer. Raises NoSuchAnswer, and as `begin`."""
    beginning = await _beginning(interaction, answer)
    await begin(interaction, beginning, instead_of_live=instead_of_live, before_live=before_live)


async def practise_once_more(interaction: BotInteraction, answer: AnswerId) -> None:
    """Show the interview that waits because the candidate could not be reached; else begin it. Raises as `practise`."""
    await try_once_more(interaction, await _beginning(interaction, answer))


async def _beginning(interaction: BotInteraction, answer: AnswerId) -> ToBegin:
    history = interaction.client.services[OwnHistory]
    question = await history.question_of(UserId(interaction.user.id), answer)
    return ToBegin(plan=ChosenQuestions(questions=(question,)), button_id=partial(practise_id, answer))


async def _list(interaction: BotInteraction, view: HistoryView) -> Draft:
    services = interaction.client.services
    page = await services[OwnHistory].page(UserId(interaction.user.id), view.shown, view.cursor)
    return history_page(page, view, services.texts, locale=interaction.locale.value)


async def _attempts(interaction: BotInteraction, view: HistoryView, about: AnswerId, page: int | None) -> Draft:
    services = interaction.client.services
    found = await services[OwnHistory].attempts(UserId(interaction.user.id), about, page)
    return attempts_page(found, view, services.texts, locale=interaction.locale.value)
