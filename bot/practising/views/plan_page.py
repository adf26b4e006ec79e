"""Shows a candidate their plan, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import islice

from bot.banks.format.model import Bank
from bot.formatting import colours
from bot.formatting.pages import Say
from bot.formatting.words import escaped, shortened, with_code
from bot.outbound.draft import Button, ButtonStyle, Draft, Embed
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.plan import PlanStage, QuestionKey
from bot.practising.domain.reminding import zone_of
from bot.practising.usecases.due import Practice
from bot.practising.views.calendar import date_away, date_words, hour_words, weekdays_words
from bot.practising.views.custom_ids import PlanAction, Portion, plan_action_id, portion_id
from bot.text.texts import Texts

FIRST_SHOWN = 5
"""How many of the questions that come first are named."""
_LONGEST_LINE = 160


def no_plan(texts: Texts, *, locale: str) -> Draft:
    """Offers to make a plan."""
    say: Say = partial(texts, locale=locale)
    return Draft(content=say("plan-none"), rows=((_make(say),),))


def plan_page(practice: Practice, plan: CandidatePlan, texts: Texts, *, locale: str, now: datetime) -> Draft:
    """The plan in plain words, what fits into it, and the ways to change it."""
    say: Say = partial(texts, locale=locale)
    lines = [*_choices(practice, plan, say, now=now), "", *_meaning(practice, plan, say)]
    embed = Embed(title=say("plan-title"), description="\n".join(lines), colour=colours.OWN)
    return Draft(embeds=(embed,), rows=(_buttons(practice, say),))


def delete_question(texts: Texts, *, locale: str) -> Draft:
    """Asks before a plan is deleted."""
    say: Say = partial(texts, locale=locale)
    delete = _button(PlanAction.DELETE_NOW, "button-delete-plan", say, ButtonStyle.DANGER)
    return Draft(
        content=say("plan-delete-question"), rows=((delete, _button(PlanAction.KEEP, "button-keep-plan", say)),)
    )


def make_plan_button(texts: Texts, *, locale: str) -> Button:
    """*Make a plan*."""
    return _make(partial(texts, locale=locale))


def _choices(practice: Practice, plan: CandidatePlan, say: Say, *, now: datetime) -> list[str]:
    wanted = plan.practice
    day = wanted.interview_on
    if day is None:
        date = say("plan-line-no-date")
    elif day < practice.today:
        date = say("plan-line-date", date=date_words(day, say))
    else:
        date = say("plan-line-date", date=date_away(day, say, today=practice.today))
    time = f"{now.astimezone(zone_of(plan)):%H:%M}"
    zone = say("plan-line-no-zone") if plan.zone is None else say("plan-line-zone", zone=plan.zone, time=time)
    hour = plan.reminder_hour
    reminder = "plan-line-no-reminder" if hour is None else "plan-line-reminder"
    return [
        date,
        say("plan-line-practice", minutes=wanted.minutes_a_day, days=weekdays_words(wanted.weekdays, say)),
        _banks(practice, plan, say),
        zone,
        say(reminder, hour="" if hour is None else hour_words(hour, say)),
    ]


def _banks(practice: Practice, plan: CandidatePlan, say: Say) -> str:
    if not practice.banks:
        return say("plan-line-no-banks")
    key = "plan-line-banks" if plan.banks else "plan-line-banks-practised"
    return say(key, banks=", ".join(escaped(each.title) for each in practice.banks))


def _meaning(practice: Practice, plan: CandidatePlan, say: Say) -> list[str]:
    lines = []
    if plan.zone is None:
        lines.append(say("plan-ask-zone"))
    if practice.missing:
        lines.append(say("plan-missing-banks", banks=", ".join(practice.missing)))
    if not practice.questions:
        return [*lines, say("plan-ask-banks")]
    match practice.outlook.stage:
        case PlanStage.BEFORE:
            lines += _fit(practice, plan, say)
        case PlanStage.ON_THE_DAY:
            lines.append(say("plan-on-the-day"))
        case PlanStage.OVER:
            lines.append(say("plan-over"))
        case PlanStage.OPEN:
            pass
    return [*lines, *_today(practice, say)]


def _fit(practice: Practice, plan: CandidatePlan, say: Say) -> list[str]:
    outlook, total = practice.outlook, len(practice.questions)
    facts = {"questions": total, "days": outlook.days_left, "minutes": plan.practice.minutes_a_day}
    if outlook.well >= total:
        return [say("plan-fits-all", **facts)]
    lines = [say("plan-fits", well=outlook.well, **facts)]
    if outlook.reached != outlook.well:
        lines.append(say("plan-reached", reached=outlook.reached))
    first = list(islice(dict.fromkeys(key for day in outlook.days for key in day.questions), FIRST_SHOWN))
    if first:
        lines += [say("plan-first"), *_named(first, practice.banks, say), ""]  # what follows is no part of the list
    return lines


def _named(keys: Sequence[QuestionKey], banks: Sequence[Bank], say: Say) -> list[str]:
    known = {
        QuestionKey(bank=bank.slug, question=question.id): (bank.title, question.text)
        for bank in banks
        for question in bank.questions
    }
    found = (known[key] for key in keys)
    return [
        say(
            "plan-question",
            number=number,
            question=with_code(shortened(text, _LONGEST_LINE)),
            bank=escaped(title),
        )
        for number, (title, text) in enumerate(found, start=1)
    ]


def _today(practice: Practice, say: Say) -> list[str]:
    due = practice.outlook.today
    if due:
        return [say("plan-due", questions=len(due), minutes=practice.minutes_of(due))]
    following = practice.outlook.next_on
    return [] if following is None else [say("plan-next", date=date_words(following, say))]


def _buttons(practice: Practice, say: Say) -> tuple[Button, ...]:
    change = _button(PlanAction.CHANGE, "button-change-plan", say)
    banks = _button(PlanAction.BANKS, "button-choose-banks", say)
    delete = _button(PlanAction.DELETE, "button-delete-plan", say, ButtonStyle.DANGER)
    if not practice.outlook.today:
        return (change, banks, delete)
    start = Button(label=say("button-practise-now"), custom_id=portion_id(Portion.DUE), style=ButtonStyle.PRIMARY)
    return (start, change, banks, delete)


def _make(say: Say) -> Button:
    return _button(PlanAction.CHANGE, "button-make-plan", say, ButtonStyle.PRIMARY)


def _button(action: PlanAction, label: str, say: Say, style: ButtonStyle = ButtonStyle.SECONDARY) -> Button:
    return Button(label=say(label), custom_id=plan_action_id(action), style=style)
