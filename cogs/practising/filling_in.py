"""Opens the forms of a plan, and carries them out once they are filled in."""

from __future__ import annotations

import logging

from bot.client.client import BotInteraction
from bot.client.form_values import FormField, read_form
from bot.client.interactions import payload_of, token_of
from bot.client.replies import open_form
from bot.core.content import UserId
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.usecases.plans import PlanService, TypedPlan
from bot.practising.views.custom_ids import PlanForm
from cogs.practising.banks import named_banks, offered_banks
from cogs.practising.forms import banks_form, banks_in, plan_form, typed_in
from cogs.practising.planning import show_plan
from cogs.reviewing.submitting import FormChanged

log = logging.getLogger(__name__)

_MAIN_FIELD = {PlanForm.PLAN: FormField.DATE, PlanForm.BANKS: FormField.BANKS}


async def open_plan_form(interaction: BotInteraction) -> None:
    """Ask for date, minutes, days, zone and reminder."""
    services, locale = interaction.client.services, interaction.locale.value
    plan = await _plan(interaction)
    await open_form(interaction, plan_form(plan, services.texts, locale=locale, token=token_of(interaction)))


async def open_banks_form(interaction: BotInteraction) -> None:
    """Ask for the banks."""
    services, locale = interaction.client.services, interaction.locale.value
    plan = await _plan(interaction)
    offered = await offered_banks(interaction, services)
    form = banks_form(offered, plan.banks, services.texts, locale=locale, token=token_of(interaction))
    await open_form(interaction, form)


async def submit_plan_form(interaction: BotInteraction, form: PlanForm) -> None:
    """Change the plan as the form says.

    Raises:
        FormChanged: another version has made the form.
        PracticeError, NoSuchBank: a part of it cannot be followed.
    """
    values = read_form(payload_of(interaction))
    if _MAIN_FIELD[form] not in values:
        log.warning("refused", extra={"what": "form", "why": FormChanged.key, "user": interaction.user.id})
        raise FormChanged
    if form is PlanForm.BANKS:
        banks = await named_banks(interaction, ", ".join(banks_in(values)))
        await show_plan(interaction, TypedPlan(banks=banks))
    else:
        await show_plan(interaction, typed_in(values))


async def _plan(interaction: BotInteraction) -> CandidatePlan:
    candidate = UserId(interaction.user.id)
    return await interaction.client.services[PlanService].plan(candidate) or CandidatePlan(candidate=candidate)
