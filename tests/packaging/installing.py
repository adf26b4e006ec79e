"""Builds what is published, and installs it where nothing of the repository is in reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def tracked(*folders: str) -> list[str]:
    """What git has of the repository, or would have after `git add`, so that no leftover of a build is published."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs git and a clone: what is published is what git has")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


def clone(target: Path, *folders: str) -> None:
    """Copy what git has into an empty folder."""
    for name in tracked(*folders):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name)


def empty_environment(folder: Path) -> Path:
    """Make a virtual environment with nothing in it. Its Python is returned."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / "bin" / "python"


def lend_dependencies(python: Path) -> None:
    """Let it find what this environment has installed, but for the bot itself, instead of installing it once more."""
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    # Paths in such a file come last, and .pth files in them are not read: the editable install is out of reach.
    (Path(packages) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")


def outside() -> dict[str, str]:
    """The environment of somebody who has neither the repository nor a setting of the bot's."""
    ours = ("MOCK_", "PYTHON", "PIP_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"NO_COLOR": "1"}
