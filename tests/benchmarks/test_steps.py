"""Each step of the benchmark can be chosen by its name."""

from __future__ import annotations

from typing import cast

import pytest

from benchmarks.__main__ import _all_steps, _chosen
from benchmarks.subjects.databases import Postgres


def test_all_steps_are_taken_unless_some_are_named() -> None:
    steps = {each.name for each in _all_steps(cast("Postgres", None), None)}

    assert _chosen(None) == steps | {"schedule"}
    assert _chosen("lone,schedule") == {"lone", "schedule"}


def test_an_unknown_step_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(SystemExit, match=r"no step alone; there are .*lone.*schedule"):
        _chosen("lone,alone")
