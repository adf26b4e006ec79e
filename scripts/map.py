#!/usr/bin/env python3
"""Prints the map of the code: every module with its first line, folder by folder."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = ("bot", "cogs", "playground", "benchmarks")


def first_line(path: Path) -> str:
    """The purpose of a module, as it says itself."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def main(folders: tuple[str, ...]) -> None:
    for folder in folders:
        packages = sorted(path.parent for path in (ROOT / folder).rglob("__init__.py"))
        for package in packages:
            sys.stdout.write(f"\n{package.relative_to(ROOT)}/  {first_line(package / '__init__.py')}\n")
            for module in sorted(package.glob("*.py")):
                if module.stem != "__init__":
                    sys.stdout.write(f"    {module.stem:<20} {first_line(module)}\n")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or SHOWN)
