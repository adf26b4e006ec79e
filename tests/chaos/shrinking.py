"""Shortens a plan that fails: drops steps as long as what is left still fails in the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.chaos.plan import Plan, Step

Fails = Callable[[Plan], bool]
"""Plays a plan; True if it fails as the first one did."""


def shrunk(plan: Plan, fails: Fails) -> Plan:
    """A short plan that still fails, by delta debugging: ever smaller pieces are left out, one after the other.

    The pause of a step that is left out is kept, so that the others come when they came before.
    """
    size = max(len(plan.steps) // 2, 1)
    while True:
        begin, shorter = 0, False
        while begin < len(plan.steps):
            fewer = replace(plan, steps=_without(plan.steps, begin, begin + size))
            if len(fewer.steps) < len(plan.steps) and fails(fewer):
                plan, shorter = fewer, True
            else:
                begin += size
        if size == 1 and not shorter:
            return plan
        size = max(size // 2, 1)


def _without(steps: Sequence[Step], begin: int, end: int) -> tuple[Step, ...]:
    pause = round(sum(each.after for each in steps[begin:end]), 2)
    rest = list(steps[end:])
    if rest:
        rest[0] = replace(rest[0], after=round(rest[0].after + pause, 2))
    return (*steps[:begin], *rest)
