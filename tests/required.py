"""Turns a skip into a failure where the environment promises everything: in CI nothing is left untested in silence.

With MOCK_REQUIRE_ALL=1, a skipped test fails if it is marked by one of `MARKERS`, or if the reason of its
skip names one of them, or Discord's API description.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator

import pytest

MARKERS = ("chromium", "npm", "postgres", "promtool")

_NAMED = re.compile(r"chromium|playwright|\bnpm\b|postgres|pgserver|promtool|systemd|DISCORD_OPENAPI", re.IGNORECASE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    marked = any(item.get_closest_marker(name) is not None for name in MARKERS)
    _refuse_skip(report, marked=marked)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report, marked=False)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport, *, marked: bool) -> None:
    if not os.environ.get("MOCK_REQUIRE_ALL") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if marked or _NAMED.search(reason):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: must not be skipped here (MOCK_REQUIRE_ALL). {reason}"
