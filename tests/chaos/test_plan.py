"""Plans are values: a seed gives the same one again, and each can be written into a test."""

from __future__ import annotations

import pytest

from playground.server import Playground
from tests.chaos.people.scene import Scene
from tests.chaos.plan import (
    ADMIN_ACTS,
    BACKS_UP,
    CANDIDATE_ACTS,
    CANDIDATES,
    COACH_ACTS,
    COACHES,
    DATABASE,
    DATABASE_TROUBLE,
    HOST,
    MORE_CANDIDATE_ACTS,
    MORE_COACH_ACTS,
    OPERATOR,
    OPERATOR_ACTS,
    PROCESS_ACTS,
    RESTORES,
    SKY,
    More,
    Plan,
    Step,
    drawn,
)


def test_a_seed_gives_the_same_plan_again_and_another_seed_another() -> None:
    assert drawn(17) == drawn(17)
    assert drawn(17).steps != drawn(18).steps


def test_a_plan_can_be_pasted_into_a_test() -> None:
    plan = drawn(3, "postgres")

    assert eval(plan.literal(), {"Plan": Plan, "Step": Step}) == plan  # noqa: S307 - written by ourselves


def test_everybody_is_in_the_plans_and_everything_that_can_happen() -> None:
    steps = [each for seed in range(200) for each in drawn(seed).steps]

    assert {each.who for each in steps} == {*CANDIDATES, *COACHES, "admin", SKY, HOST}
    assert {each.does for each in steps if each.who in CANDIDATES} == set(CANDIDATE_ACTS)
    assert {each.does for each in steps if each.who in COACHES} == set(COACH_ACTS)
    assert {each.does for each in steps if each.who == "admin"} == set(ADMIN_ACTS)


def test_what_else_may_happen_is_in_the_plans_of_those_who_ask_for_it_and_in_no_others() -> None:
    asked = [each for seed in range(200) for each in drawn(seed, "postgres", [More.TWO, More.DATABASE]).steps]
    others = [each for seed in range(200) for each in drawn(seed, "postgres").steps]

    assert {each.does for each in asked if each.who == HOST} == set(PROCESS_ACTS)
    assert {(each.does, each.what) for each in asked if each.who == DATABASE} == set(DATABASE_TROUBLE)
    assert {each.does for each in others if each.who == HOST} == {"kills"}
    assert DATABASE not in {each.who for each in others}
    assert OPERATOR not in {each.who for each in others}
    assert {drawn(seed, "postgres", [More.TWO]).bots for seed in range(20)} == {2}


def test_where_backups_are_wanted_one_is_taken_and_then_put_back() -> None:
    for seed in range(50):
        acts = [each.does for each in drawn(seed, more=[More.BACKUP]).steps if each.who == OPERATOR]
        assert set(acts) == set(OPERATOR_ACTS)
        assert acts.index(BACKS_UP) < len(acts) - 1 - acts[::-1].index(RESTORES)


def test_on_postgres_some_evenings_have_two_bots() -> None:
    assert {drawn(seed, "postgres").bots for seed in range(40)} == {1, 2}
    assert {drawn(seed).bots for seed in range(40)} == {1}


@pytest.mark.parametrize(
    ("acts", "who"),
    [(CANDIDATE_ACTS | MORE_CANDIDATE_ACTS, "c1"), (COACH_ACTS | MORE_COACH_ACTS, "k1"), (ADMIN_ACTS, "admin")],
    ids=["c1", "k1", "admin"],
)
def test_everybody_knows_how_to_do_what_plans_say(acts: dict[str, int], who: str) -> None:
    scene = Scene.with_everybody(Playground())

    assert scene.actors[who].vocabulary == set(acts)
