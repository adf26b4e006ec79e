"""The map of the code speaks of what exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "bot" / "README.md").read_text(encoding="utf-8")


def test_the_flows_name_functions_that_exist() -> None:
    words = {
        word
        for folder in ("bot", "cogs")
        for path in (ROOT / folder).rglob("*.py")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }
    flows = MAP[MAP.index("## Flows") : len(MAP)]
    functions = {name.rpartition(".")[2] for name in re.findall(r"`([A-Za-z_.]+)`", flows)}

    assert functions - words == set()


def test_the_map_names_files_that_exist() -> None:
    paths = set(re.findall(r"`((?:bot|cogs|tests)/[\w./]+)`", MAP))

    assert paths
    assert {each for each in paths if not (ROOT / each).exists()} == set()
