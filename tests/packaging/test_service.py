"""The unit file is understood by systemd, and shuts the bot in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.failures import EX_CONFIG
from tests.packaging.installing import ROOT

UNIT = ROOT / "deploy" / "mock-interviewer.service"
PROGRAM = "/opt/mock-interviewer/bin/mock-interviewer"
MOST_EXPOSED = "20"
"""Of 100, in systemd's own reckoning; a service that is not shut in at all has 96."""


def analysed(text: str, folder: Path, *how: str) -> subprocess.CompletedProcess[str]:
    """What systemd says of a unit file of this text."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    unit = folder / UNIT.name
    unit.write_text(text.replace(PROGRAM, sys.executable), encoding="utf-8")  # a program that is there
    return subprocess.run(["systemd-analyze", *how, unit], capture_output=True, text=True, check=False)


def test_systemd_understands_the_unit_file_and_finds_nothing_odd(tmp_path: Path) -> None:
    verified = analysed(UNIT.read_text(encoding="utf-8"), tmp_path, "verify")

    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")
    odd = analysed(UNIT.read_text(encoding="utf-8").replace("WatchdogSec", "WatchDogSec"), tmp_path, "verify")
    assert "'WatchDogSec'" in odd.stderr, "a mistake would be noticed"


def test_the_bot_is_shut_in(tmp_path: Path) -> None:
    judged = analysed(
        UNIT.read_text(encoding="utf-8"), tmp_path, "security", "--offline=true", f"--threshold={MOST_EXPOSED}"
    )

    assert judged.returncode == 0, judged.stdout.splitlines()[-1]


def test_a_mistake_in_the_configuration_is_not_tried_again_and_again() -> None:
    settings = UNIT.read_text(encoding="utf-8").splitlines()

    assert f"RestartPreventExitStatus={EX_CONFIG}" in settings
    assert f"ExecStart={PROGRAM} run" in settings
