"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.operator import Operator


@pytest.fixture
def operator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    logging_as_before: None,  # noqa: ARG001 - each command sets logging up
) -> Operator:
    monkeypatch.chdir(tmp_path)
    return Operator(tmp_path)
