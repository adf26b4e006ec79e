"""A git repository of the test's own, untouched by the settings of whoever runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_OWN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def needs_git() -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed: tests that compare with a commit need it")


class Repository:
    def __init__(self, folder: Path) -> None:
        needs_git()
        self.folder = folder
        self.types("init", "--quiet")

    def commits(self) -> None:
        """Everything that is there now."""
        self.types("add", "--all")
        self.types("commit", "--quiet", "--message", "As it is", "--allow-empty")

    def types(self, *arguments: str) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(["git", *arguments], cwd=self.folder, env=inherited | _OWN, check=True, capture_output=True)
