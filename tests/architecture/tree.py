"""The tree of tracked files, read once for all tests about it."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "cogs", "playground", "benchmarks")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCRIPTS = sorted((ROOT / "playground" / "page" / "js").glob("*.js"))
DOMAINS = [path for path in MODULES if path.parent.name == "domain"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules_in(*folders: str) -> list[Path]:
    return [path for path in MODULES if name_of(path).startswith(folders)]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows, except what has been deleted since."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    """The text of every tracked file that is text, by its name."""
    found = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found[name_of(path)] = content.decode("utf-8")
    return found
