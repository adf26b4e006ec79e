"""Shows what is due today, and begins an interview of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.client.client import BotInteraction
from bot.client.interactions import server_of
from bot.client.replies import show
from bot.core.content import UserId
from bot.interviewing.domain.plan import ChosenQuestions, QuestionReference
from bot.practising.domain.errors import NothingToPractise, PractisedBanksGone
from bot.practising.domain.plan import QuestionKey
from bot.practising.usecases.due import SHORT_MINUTES, DuePractice, Practice
from bot.practising.views.custom_ids import Portion, portion_id
from bot.practising.views.today_page import today_page
from cogs.interviewing.starting import ToBegin, begin, try_once_more


async def show_today(interaction: BotInteraction) -> None:
    """`/today`: start what is due, if it takes no more than five minutes; else ask how much of it.

    Raises:
        NothingToPractise, PractisedBanksGone: there are no banks to go by.
    """
    practice = await _practice(interaction)
    due = practice.outlook.today
    if due and practice.shortened(SHORT_MINUTES) == due:
        await begin(interaction, _beginning(due, Portion.DUE))
    else:
        await _show(interaction, practice)


async def start_portion(
    interaction: BotInteraction, portion: Portion, *, instead_of_live: bool = False, before_live: bool = False
) -> None:
    """Start what a button is for; if nothing of it is left, show what is due.

    Raises:
        NothingToPractise, PractisedBanksGone: there are no banks to go by.
    """
    practice = await _practice(interaction)
    chosen = _chosen(practice, portion)
    if chosen:
        beginning = _beginning(chosen, portion)
        await begin(interaction, beginning, instead_of_live=instead_of_live, before_live=before_live)
    else:
        await _show(interaction, practice)


async def start_portion_once_more(interaction: BotInteraction, portion: Portion) -> None:
    """Show the interview that waits because the candidate could not be reached; else start what a button is for.

    Raises:
        NothingToPractise, PractisedBanksGone: there are no banks to go by.
    """
    practice = await _practice(interaction)
    await try_once_more(interaction, _beginning(_chosen(practice, portion), portion))


def _beginning(chosen: Sequence[QuestionKey], portion: Portion) -> ToBegin:
    questions = tuple(QuestionReference(bank=each.bank, question=each.question) for each in chosen)
    return ToBegin(plan=ChosenQuestions(questions=questions), button_id=partial(portion_id, portion))


def _chosen(practice: Practice, portion: Portion) -> Sequence[QuestionKey]:
    match portion:
        case Portion.DUE:
            return practice.outlook.today
        case Portion.SHORT:
            return practice.shortened(SHORT_MINUTES)
        case Portion.NEW:
            return practice.new(practice.minutes_a_day)


async def _practice(interaction: BotInteraction) -> Practice:
    candidate = UserId(interaction.user.id)
    practice = await interaction.client.services[DuePractice].of(candidate, server_of(interaction))
    if not practice.questions:
        raise PractisedBanksGone if practice.missing or practice.days else NothingToPractise
    return practice


async def _show(interaction: BotInteraction, practice: Practice) -> None:
    services = interaction.client.services
    await show(interaction, today_page(practice, services.texts, locale=interaction.locale.value))
