"""A failing plan is shortened as far as it still fails."""

from __future__ import annotations

from tests.chaos.plan import Plan, Step, drawn
from tests.chaos.shrinking import shrunk


def test_what_does_not_matter_is_left_out() -> None:
    plan = drawn(5)
    culprits = [_deed(plan.steps[at]) for at in (7, 31, 32)]

    short = shrunk(plan, lambda tried: set(culprits) <= {_deed(each) for each in tried.steps})

    assert [_deed(each) for each in short.steps] == culprits


def test_what_is_left_comes_when_it_came_before() -> None:
    steps = tuple(Step(0.5, "c1", act) for act in ("begins", "answers", "next", "ends"))

    short = shrunk(Plan(steps=steps), lambda tried: "ends" in {each.does for each in tried.steps})

    assert short.steps == (Step(2.0, "c1", "ends"),)


def test_a_plan_that_fails_without_any_step_has_none_left() -> None:
    assert shrunk(drawn(5), lambda _: True).steps == ()


def _deed(step: Step) -> tuple[str, str, float, str]:
    """All of a step but its time."""
    return (step.who, step.does, step.pick, step.what)
