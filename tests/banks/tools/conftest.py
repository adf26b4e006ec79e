"""Installs what npm brings, once; without npm these tests are skipped, and in CI that is a failure."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[3] / "scripts" / "bank_tools"


@pytest.fixture(scope="session")
def npm_tools() -> Path:
    """The folder of the installed commands."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: banks are not shown to Prettier and yaml-language-server")
    done = TOOLS / "node_modules" / ".installed"
    wanted = (TOOLS / "package-lock.json").read_bytes()
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run in several processes
        if not done.exists() or done.read_bytes() != wanted:
            subprocess.run([npm, "--prefix", str(TOOLS), "ci", "--loglevel=error"], check=True, capture_output=True)
            done.write_bytes(wanted)
    return TOOLS / "node_modules" / ".bin"
