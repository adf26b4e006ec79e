"""What went wrong becomes a line for the operator and an exit code; a bug becomes a reference to the log."""

from __future__ import annotations

import errno
import io
import os
import re
import socket
import subprocess
import sys

import pytest
import typer

from bot.cli.failures import explain, reported
from bot.client.login import IntentRefused, TokenRefused
from bot.config import ConfigRefused, EnvironmentProblem
from bot.core.log import set_up_logging
from bot.storage.database.errors import DatabaseInUse, DatabaseTooNew, DatabaseUnavailable, WrongKey
from playground.world.bell import PATIENCE
from tests.cli.operator import Operator, clean_environment

TOO_NEW = DatabaseTooNew(found="9", known="1")
IN_USE = DatabaseInUse(where="x.sqlite3")
REFUSED = ConfigRefused(
    [EnvironmentProblem(variable=name, what="is wrong", instead="mend it") for name in ("MOCK_A", "MOCK_B")]
)


@pytest.mark.parametrize(
    ("error", "exit_code", "says"),
    [
        (REFUSED, 78, "environment variable MOCK_A: is wrong; mend it"),
        (WrongKey(source="MOCK_KEY", missing=["a"], given=["b"]), 78, "does not fit the database"),
        (TOO_NEW, 78, "newer version"),
        (IN_USE, 1, "Another process"),
        (DatabaseUnavailable(where="db", reason="gone"), 1, "cannot be used: gone"),
        (TokenRefused("Improper token has been passed."), 78, "Discord refuses the token"),
        (IntentRefused(), 78, "privileged intent that is switched off"),
        (
            OSError(errno.EADDRINUSE, "error while attempting to bind on address ('127.0.0.1', 8765): in use"),
            1,
            "Port 8765 is already in use. Choose another with",
        ),
        (OSError(errno.EADDRINUSE, "address already in use"), 1, "The playground's port is already in use."),
        (OSError(errno.EADDRNOTAVAIL, "no"), 1, "playground.host is not an address of this machine"),
        (socket.gaierror(-2, "no such name"), 1, "playground.host is not an address of this machine"),
        (PermissionError(errno.EACCES, "denied"), 1, "Choose 1024 or higher"),
        (PermissionError(errno.EACCES, "Permission denied", "/data/x"), 1, "/data/x cannot be used: Permission denied"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_the_operator_can_mend_is_said_in_lines(error: Exception, exit_code: int, says: str) -> None:
    failure = explain(error)

    assert failure is not None
    assert failure.exit_code == exit_code
    assert says in failure.lines[0]
    assert all("\n" not in line for line in failure.lines)


def test_several_failures_at_once_are_all_said() -> None:
    failure = explain(ExceptionGroup("tasks", [IN_USE, ExceptionGroup("more", [TOO_NEW])]))

    assert failure is not None
    assert failure.exit_code == 78
    assert [line.split()[0] for line in failure.lines] == ["Another", "The"]


@pytest.mark.parametrize(
    "error", [OSError(errno.EADDRINUSE, "address already in use"), PermissionError(errno.EACCES, "denied")]
)
def test_a_port_that_cannot_be_had_names_both_ways_to_choose_another(error: OSError) -> None:
    failure = explain(error)

    assert failure is not None
    assert "playground.port in config.yaml" in failure.lines[0]
    assert "`mock-interviewer playground --port`" in failure.lines[0]


@pytest.mark.parametrize("error", [RuntimeError("x"), OSError("x"), ExceptionGroup("tasks", [IN_USE, KeyError("x")])])
def test_a_bug_is_not_explained_away(error: Exception) -> None:
    assert explain(error) is None


def test_each_problem_of_the_configuration_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, reported():
        raise REFUSED

    assert ended.value.exit_code == 78
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.usefixtures("logging_as_before")
def test_a_bug_is_in_the_log_under_the_reference_that_the_operator_reads(capsys: pytest.CaptureFixture[str]) -> None:
    log = io.StringIO()
    set_up_logging(level="info", style="text", stream=log)

    with pytest.raises(typer.Exit) as ended, reported():
        raise RuntimeError("nobody foresaw this")

    (line,) = capsys.readouterr().err.splitlines()
    reference = re.search(r"under the reference (\w+)\.$", line)
    assert ended.value.exit_code == 1
    assert reference is not None
    assert f"unexpected failure reference={reference[1]}" in log.getvalue()
    assert "RuntimeError: nobody foresaw this" in log.getvalue()
    assert "Traceback" in log.getvalue()


def test_an_interrupt_ends_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, reported():
        raise KeyboardInterrupt

    assert ended.value.exit_code == 130
    assert capsys.readouterr().err == ""


def test_a_reader_who_goes_away_early_is_no_failure_worth_a_word(operator: Operator) -> None:
    """As with `| head -1`: the pipe is closed while there is more to say."""
    command = [sys.executable, "-m", "bot", "banks", "export", "stripe", "-", "--format", "json"]
    reader, writer = os.pipe()
    os.close(reader)

    ended = subprocess.run(
        command,
        check=False,
        cwd=operator.folder,
        env=clean_environment(),
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
    )
    os.close(writer)

    assert (ended.returncode, ended.stderr) == (1, b"")
