"""The map of the code names every file, and no file that is gone."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAP = (ROOT / "bot" / "README.md").read_text(encoding="utf-8")


def test_the_map_names_every_module() -> None:
    modules = {path.name for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py")}
    modules -= {"__init__.py", "env.py"} | {path.name for path in (ROOT / "bot/storage/migrations").rglob("*.py")}

    assert {name for name in modules if f"`{name}`" not in MAP and f"/{name}`" not in MAP} == set()


def test_the_map_names_no_module_that_is_gone() -> None:
    named = set(re.findall(r"[a-z_]+\.py", MAP)) - {"discord.py"}  # the library
    there = {path.name for folder in ("bot", "cogs", "tests") for path in (ROOT / folder).rglob("*.py")}

    assert named - there == set()


def test_the_flows_name_functions_that_exist() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py")
    )
    flows = MAP[MAP.index("## Four flows") : MAP.index("## Files")]
    functions = {name.rpartition(".")[2] for name in re.findall(r"`([A-Za-z_.]+)`", flows)}

    assert {name for name in functions if not re.search(rf"\b{name}\b", code)} == set()
