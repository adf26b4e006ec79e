"""What tests of migrations share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import BOTH


@pytest.fixture(params=BOTH)
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/old.sqlite3"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url
