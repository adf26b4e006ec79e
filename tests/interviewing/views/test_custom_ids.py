"""Every button finds its way back: its id fits its own template and no other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.controls import is_known
from bot.banks.format.model import Difficulty
from bot.core.content import InterviewId
from bot.interviewing.domain.errors import BanksGone
from bot.interviewing.domain.model import Mode, Order
from bot.interviewing.domain.plan import MOST_BANKS_CHOSEN, Plan
from bot.interviewing.views.custom_ids import (
    ControlAction,
    MessageKind,
    control_id,
    control_template,
    flag_id,
    flag_menu_id,
    flag_menu_template,
    flag_template,
    question_named,
)
from bot.interviewing.views.overview import AGAIN
from bot.interviewing.views.plan_code import plan_id, plan_of, plan_template
from cogs.interviewing.buttons import BUTTONS
from cogs.interviewing.starting import REPLACE
from cogs.interviewing.welcome import PICK
from tests.text.keys import TEXTS, keys_of

LONGEST = InterviewId(2**63 - 1)


def matching(custom_id: str) -> list[str]:
    return [
        button.__discord_ui_compiled_template__.pattern
        for button in BUTTONS
        if button.__discord_ui_compiled_template__.fullmatch(custom_id)
    ]


@pytest.mark.parametrize("action", ControlAction)
@pytest.mark.parametrize("message", MessageKind)
@pytest.mark.parametrize("detail", [None, 0, 9999])
def test_a_control_is_answered_by_exactly_its_own_button(
    action: ControlAction, message: MessageKind, detail: int | None
) -> None:
    custom_id = control_id(action, LONGEST, 100, message, detail)

    assert len(custom_id) <= 100
    assert matching(custom_id) == [control_template(action)]


@pytest.mark.parametrize("number", [1, 9999])
@pytest.mark.parametrize("follow_up", [None, 101, 9999])
def test_sending_to_a_coach_is_answered_by_exactly_its_own_button(number: int, follow_up: int | None) -> None:
    custom_id = flag_id(LONGEST, number, detail=follow_up)

    assert re.fullmatch(flag_template(), custom_id)
    assert len(custom_id) <= 100


def test_a_plan_in_a_button_of_an_older_build_leaves_follow_ups_to_the_mode() -> None:
    button = next(each for each in BUTTONS if each.__discord_ui_compiled_template__.pattern == plan_template(AGAIN))
    match = button.__discord_ui_compiled_template__.fullmatch("mi1:again:stripe:5:ulh:apis:3")

    assert match is not None
    assert plan_of(match).follow_ups is None
    assert plan_of(match).follow_ups_wanted == 1


@pytest.mark.parametrize("custom_id", ["mr1:flag:1:12345", "mr1:flag:-1:1", "mr1:flag:1", "mr1:flag:1:1:1"])
def test_an_id_that_sends_nothing_to_a_coach_is_nobodys(custom_id: str) -> None:
    assert re.fullmatch(flag_template(), custom_id) is None


def test_the_menu_of_answers_to_send_is_answered_by_its_own_menu_and_is_about_no_question() -> None:
    custom_id = flag_menu_id(LONGEST, 12)

    assert len(custom_id) <= 100
    assert re.fullmatch(flag_menu_template(), custom_id)
    assert not re.fullmatch(flag_template(), custom_id)
    assert is_known(custom_id)
    assert question_named([custom_id, flag_id(LONGEST, 1, MessageKind.SUMMARY)]) is None
    assert not is_known("mr1:which:1:1:1")


SLUGS = ("a" * 40, "b" * 40, "stripe", "python-backend", "github", "system-design")
plans = st.builds(
    Plan,
    banks=st.lists(st.sampled_from(SLUGS), min_size=1, max_size=MOST_BANKS_CHOSEN, unique=True).map(tuple),
    questions=st.none() | st.integers(1, 100),
    order=st.sampled_from(Order),
    topic=st.none() | st.sampled_from(["apis", "b" * 24]),
    difficulty=st.none() | st.sampled_from(Difficulty),
    mode=st.sampled_from(Mode),
    start=st.none() | st.integers(1, 100),
    follow_ups=st.none() | st.integers(0, 2),
)


@given(plans, st.sampled_from([AGAIN, REPLACE, PICK]))
def test_a_plan_survives_the_way_through_a_button(plan: Plan, action: str) -> None:
    custom_id = plan_id(action, plan)

    assert len(custom_id) <= 100
    assert matching(custom_id) == [plan_template(action)]
    button = next(each for each in BUTTONS if each.__discord_ui_compiled_template__.pattern == plan_template(action))
    match = button.__discord_ui_compiled_template__.fullmatch(custom_id)
    assert match is not None
    assert plan_of(match, offered=SLUGS) == plan


def match_of(plan: Plan) -> re.Match[str]:
    match = re.fullmatch(plan_template(AGAIN), plan_id(AGAIN, plan))
    assert match is not None
    return match


def test_a_bank_that_has_gone_is_said_to_be_gone_where_a_button_has_several() -> None:
    match = match_of(Plan(banks=("stripe", "github")))

    with pytest.raises(BanksGone):
        plan_of(match, offered=["stripe", "system-design"])


def test_a_button_of_an_older_build_goes_on_working() -> None:
    match = re.fullmatch(plan_template(AGAIN), "mi1:again:stripe:5:up::")

    assert match is not None
    assert plan_of(match) == Plan(banks=("stripe",))


@pytest.mark.parametrize("banks", [".", ".abcdefgh", f".{'abcdefgh' * 6}", ".abcdefg1abcdefgh", "stripe.github"])
def test_digests_that_no_button_has_are_nobodys(banks: str) -> None:
    assert re.fullmatch(plan_template(AGAIN), f"mi1:again:{banks}:5:up::") is None


@pytest.mark.parametrize(
    "custom_id", ["", "mi0:next:1:1:q", "mi1:next:1:1:q:", "mi1:next:-1:1:q", "mi1:next:1:1", "x" * 100]
)
def test_an_id_of_another_version_or_hand_is_nobodys(custom_id: str) -> None:
    assert not is_known(custom_id)


COMMANDS = {
    ControlAction.NEXT: "next",
    ControlAction.SKIP: "skip",
    ControlAction.BACK: "back",
    ControlAction.FOLLOW_UP: "follow-up",
    ControlAction.HINT: "hint",
    ControlAction.EXAMPLES: "example",
    ControlAction.REVEAL: "example",
    ControlAction.PAGE: "example",
    **{each: "example" for each in ControlAction if each is ControlAction.COMPARE or each.startswith("rate_")},
    ControlAction.STATUS: "status",
    ControlAction.JUMP: "jump",
    ControlAction.RESUME: "mock",
    ControlAction.GO_ON: "status",
    ControlAction.GO_ON_FIRST: "status",
    ControlAction.GO_ON_INSTEAD: "status",
    ControlAction.SUMMARY: "status",
    ControlAction.END: "end",
}


def test_every_button_has_its_command_and_the_other_way_round() -> None:
    english = keys_of(TEXTS / "en" / "interviews.ftl")
    described = {key.removeprefix("command-") for key in english if key.startswith("command-")}
    commands = {each for each in described if not any(each.startswith(f"{other}-") for other in described)}

    assert set(COMMANDS) == set(ControlAction)
    assert set(COMMANDS.values()) | {"help"} == commands  # what /help offers are buttons and commands of others
