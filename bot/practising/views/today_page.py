"""Shows a candidate what is due today, or when something is due next."""

from __future__ import annotations

from functools import partial

from bot.formatting import colours
from bot.formatting.pages import Say
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed
from bot.practising.domain.plan import PlanStage
from bot.practising.usecases.due import SHORT_MINUTES, Practice
from bot.practising.views.calendar import date_words
from bot.practising.views.custom_ids import Portion, portion_id
from bot.practising.views.plan_page import make_plan_button
from bot.text.texts import Texts


def today_page(practice: Practice, texts: Texts, *, locale: str) -> Draft:
    """What is due, to be started in whole or in five minutes; else what there is to do instead."""
    say: Say = partial(texts, locale=locale)
    lines, buttons = _due(practice, say) if practice.outlook.today else _nothing(practice, say)
    if practice.plan is None:
        lines.append(say("today-no-plan"))
        buttons.append(make_plan_button(texts, locale=locale))
    embed = Embed(title=say("today-title"), description="\n".join(lines), colour=colours.QUESTION)
    return Draft(embeds=(embed,), rows=(tuple(buttons),) if buttons else ())


def _due(practice: Practice, say: Say) -> tuple[list[str], list[Button]]:
    due = practice.outlook.today
    minutes = practice.minutes_of(due)
    buttons = [Button(label=say("button-start-due"), custom_id=portion_id(Portion.DUE), style=ButtonStyle.PRIMARY)]
    if practice.shortened(SHORT_MINUTES) != due:
        buttons.append(Button(label=say("button-start-short"), custom_id=portion_id(Portion.SHORT)))
    return [say("today-due", questions=len(due), minutes=minutes)], buttons


def _nothing(practice: Practice, say: Say) -> tuple[list[str], list[Button]]:
    outlook = practice.outlook
    lines = [say("today-done" if practice.today in practice.days else "today-nothing")]
    if outlook.stage is PlanStage.OVER:
        lines.append(say("plan-over"))
    if outlook.next_on is not None:
        lines.append(say("today-next", date=date_words(outlook.next_on, say)))
    new = sum(each.memory is None for each in practice.questions)
    if not new:
        return lines, []
    start = Button(label=say("button-start-new"), custom_id=portion_id(Portion.NEW))
    return [*lines, say("today-new", new=new)], [start]
