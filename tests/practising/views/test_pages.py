"""What is shown of plans reads well, fits Discord, and each button finds its way back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app.controls import ALL_BUTTONS
from bot.banks.format.model import Bank
from bot.outbound.draft import Draft
from bot.practising.domain.candidate_plan import CandidatePlan
from bot.practising.domain.effects import ReminderEffect, RemindOfDue, TellOfAbsence, TellRemindersEnded
from bot.practising.domain.plan import Outlook, PlannedQuestion, PlanStage, PracticeDay, PracticePlan, QuestionKey
from bot.practising.domain.reminding import Reminder, ReminderId
from bot.practising.usecases.due import Practice
from bot.practising.views.custom_ids import (
    PlanAction,
    PlanForm,
    Portion,
    ReminderAction,
    plan_action_id,
    plan_form_id,
    plan_form_of,
    portion_id,
    reminder_action_id,
)
from bot.practising.views.plan_page import no_plan, plan_page
from bot.practising.views.reminders import ReminderMessages
from bot.practising.views.today_page import today_page
from bot.privacy.views.ways_out import export_way
from bot.text.texts import Texts
from cogs.interviewing.starting import ONCE_MORE, PARK, REPLACE
from tests.builders import CANDIDATE, NOON, a_bank, a_question
from tests.fitting import fits_discord

TEXTS = Texts.load()
TODAY = date(2026, 12, 1)
LARGEST = ReminderId(2**63 - 1)
LONG = "W" * 80
BANKS = tuple(
    a_bank(100, slug=f"bank-{number}", title=LONG).model_copy(
        update={"questions": tuple(a_question(each, text="Why? " * 119) for each in range(1, 101))}
    )
    for number in range(5)
)


def a_plan(**changes: object) -> CandidatePlan:
    fields: dict[str, object] = {
        "candidate": CANDIDATE,
        "zone": "America/Argentina/ComodRivadavia",
        "reminder_hour": 23,
    }
    return CandidatePlan(**fields | changes)  # type: ignore[arg-type]


def a_practice(
    plan: CandidatePlan | None, banks: tuple[Bank, ...], *, due: int, stage: PlanStage, well: int = 0
) -> Practice:
    questions = tuple(
        PlannedQuestion(key=QuestionKey(bank=bank.slug, question=each.id), minutes=2, memory=None)
        for bank in banks
        for each in bank.questions
    )
    keys = tuple(each.key for each in questions[:due])
    days = (PracticeDay(on=TODAY, questions=keys, minutes=2 * due),) if due else ()
    later = PracticeDay(on=TODAY + timedelta(days=2), questions=(questions[-1].key,), minutes=2) if questions else None
    return Practice(
        plan=plan,
        today=TODAY,
        banks=banks,
        missing=("gone-bank",) * 5,
        questions=questions,
        outlook=Outlook(
            stage=stage,
            days=days if later is None else (*days, later),
            days_left=6,
            reached=30,
            well=well,
            expected=0.5,
            on=TODAY,
        ),
        days=frozenset(),
    )


@pytest.mark.parametrize("stage", PlanStage)
@pytest.mark.parametrize("due", [0, 120])
@pytest.mark.parametrize("banks", [(), BANKS], ids=["none", "five"])
def test_the_largest_plan_fits(stage: PlanStage, due: int, banks: tuple[Bank, ...]) -> None:
    day = {PlanStage.OVER: TODAY - timedelta(days=1), PlanStage.OPEN: None, PlanStage.ON_THE_DAY: TODAY}
    interview_on = day.get(stage, TODAY + timedelta(days=365))
    plan = a_plan(practice=PracticePlan(interview_on=interview_on, weekdays=frozenset({0, 1, 2, 3, 4, 5})))
    practice = a_practice(plan, banks, due=due if banks else 0, stage=stage)

    fits_discord(plan_page(practice, plan, TEXTS, locale="en-US", now=NOON))
    fits_discord(today_page(practice, TEXTS, locale="en-US"))


def test_the_rest_fits() -> None:
    reminder = Reminder(id=LARGEST, candidate=CANDIDATE, on=TODAY, until=NOON)
    effects: list[ReminderEffect] = [
        RemindOfDue(questions=99, minutes=240),
        TellRemindersEnded(),
        TellOfAbsence(since=TODAY, until=TODAY),
    ]
    for effect in effects:
        fits_discord(ReminderMessages(TEXTS, export=export_way).compose(effect, reminder, locale="en-US"))
    fits_discord(no_plan(TEXTS, locale="en-US"))


def words_of_plan(practice: Practice, plan: CandidatePlan, *, now: datetime = NOON) -> str:
    draft: Draft = plan_page(practice, plan, TEXTS, locale="en-US", now=now)
    return str(draft.embeds[0].description)


def test_a_plan_never_promises_more_than_it_can() -> None:
    plan = a_plan(practice=PracticePlan(interview_on=TODAY + timedelta(days=6)))
    banks = (a_bank(40),)

    told = words_of_plan(a_practice(plan, banks, due=5, stage=PlanStage.BEFORE, well=26), plan)

    assert (
        "40 questions in 6 days at 20 minutes: 26 fit well.\nI can ask 30 of them before then.\nThese first:\n1. "
        in told
    )
    assert told.count("(Stripe)") == 5
    assert "(Stripe)\n\n5 questions are due today, about " in told
    all_fit = words_of_plan(a_practice(plan, banks, due=5, stage=PlanStage.BEFORE, well=40), plan)
    assert "40 questions in 6 days at 20 minutes: that fits well." in all_fit


def test_the_time_shown_is_that_of_the_candidates_zone() -> None:
    plan = a_plan(zone="Asia/Kolkata")

    told = words_of_plan(a_practice(plan, (), due=0, stage=PlanStage.OPEN), plan)

    assert f"{NOON.astimezone(ZoneInfo('Asia/Kolkata')):%H:%M}" == "17:30"
    assert "Asia/Kolkata, where it's 17:30 now" in told


IDS = [
    *(plan_action_id(action) for action in PlanAction),
    *(reminder_action_id(action, LARGEST) for action in ReminderAction),
    *(portion_id(portion) for portion in Portion),
    *(portion_id(portion, action) for portion in Portion for action in (ONCE_MORE, PARK, REPLACE)),
]


@pytest.mark.parametrize("custom_id", IDS)
def test_a_button_is_answered_by_exactly_its_own(custom_id: str) -> None:
    matching = [each for each in ALL_BUTTONS if each.__discord_ui_compiled_template__.fullmatch(custom_id)]

    assert len(matching) == 1
    assert len(custom_id) <= 100


@pytest.mark.parametrize(
    "custom_id",
    [
        "mp1",
        "mp1:",
        "mp1:change:1",
        "mp1:remind_off:",
        "mp1:remind_off:-1",
        "mp1:again:all",
        "mp1:remind_off:١",
        "mp2:change",
    ],
)
def test_a_made_up_id_is_answered_by_none(custom_id: str) -> None:
    assert not [each for each in ALL_BUTTONS if each.__discord_ui_compiled_template__.fullmatch(custom_id)]


def test_a_form_is_known_by_its_id() -> None:
    for form in PlanForm:
        assert plan_form_of(plan_form_id(form, token="a-Z_9" * 6)) is form
    for made_up in ("mp1f:plan:", "mp1f:steal:1", "mp1f:plan:a b", "mr1f:plan:1", "mp1f:plan:" + "a" * 33):
        assert plan_form_of(made_up) is None
