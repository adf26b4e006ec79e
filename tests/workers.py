"""How the processes of a test run work: how many there are, where their files lie, what is compiled once.

`-n auto` starts one process more than there are processors, as many tests wait for something.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator

import pytest

from tests.in_memory import folder_in_memory

GARBAGE = (20_000, 20, 20)
"""Objects, and collections of younger ones, until garbage is looked for.

Python looks after 700 objects, which was some seven hundredths of the work of tests over the wire. What a test leaves
behind is found all the same, a few tests later.
"""


def pytest_configure() -> None:
    gc.set_threshold(*GARBAGE)
    # Where an environment forbids it, each process of a run and each bot that a test starts compiles everything anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if (folder := folder_in_memory()) is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))  # below it is each test's `tmp_path`


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collection from looking at what collecting makes: all of it lives as long as the process."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
