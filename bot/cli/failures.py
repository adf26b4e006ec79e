"""Turns failures into lines for the operator and an exit code; one that they can mend is never a traceback."""

from __future__ import annotations

import errno
import logging
import os
import re
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import typer

from bot.config import ConfigRefused
from bot.yamlfile.problem import BankRefused

log = logging.getLogger(__name__)

EX_FAILED = 1
"""A failure outside the configuration; trying again may help."""
EX_CONFIG = 78
"""A mistake in the configuration, as in sysexits.h: trying again is no help (systemd: RestartPreventExitStatus=78)."""
EX_INTERRUPTED = 130

LOGIN_IS_REFUSED = (
    "Discord refuses the token. Copy it again from your application's Bot page at "
    "discord.com/developers, and set MOCK_TOKEN or discord.token in config.yaml."
)
INTENT_IS_OFF = (
    "Discord refuses the connection because the bot asks for a privileged intent that is switched off. "
    "Switch it on: discord.com/developers, your application, page Bot, Privileged Gateway Intents. "
    "Or do without it: set discord.message_content to false in config.yaml."
)
_THE_PORT = "playground.port in config.yaml or `mock-interviewer playground --port`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    lines: tuple[str, ...]
    exit_code: int


class Refused(Exception):
    """What the operator asked for cannot be done; the text says why, and what to do instead."""


@contextmanager
def reported() -> Iterator[None]:
    """End the command with one clear line for each failure, or with a reference to the log.

    Raises:
        typer.Exit: with the exit code.
    """
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        raise typer.Exit(EX_INTERRUPTED) from None
    except BrokenPipeError:
        _stop_writing()
        raise typer.Exit(EX_FAILED) from None
    except Exception as error:  # noqa: BLE001 - the last door: what nobody foresaw is logged and given a reference
        failure = explain(error) or _unexpected(error)
        for line in failure.lines:
            typer.echo(line, err=True)
        raise typer.Exit(failure.exit_code) from None


def _stop_writing() -> None:
    """Drop the rest of the output, whose reader has gone (`| head`): it must not fail once more at the very end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explain(error: BaseException) -> Failure | None:
    """The failure in the operator's words; None if it is a bug."""
    match error:
        case BaseExceptionGroup():
            return _explain_all(error)
        case ConfigRefused():
            return _configuration(*(str(problem) for problem in error.problems))
        case BankRefused():
            return Failure(lines=tuple(str(problem) for problem in error.problems), exit_code=EX_FAILED)
        case Refused():
            return Failure(lines=(str(error),), exit_code=EX_FAILED)
        case OSError():
            return _explain_system(error) or _explain_storage(error)
        case _:
            return _explain_storage(error) or _explain_discord(error)


def _explain_all(group: BaseExceptionGroup[BaseException]) -> Failure | None:
    failures = [explain(error) for error in group.exceptions]
    known = [failure for failure in failures if failure is not None]
    if len(known) < len(failures):
        return None
    return Failure(
        lines=tuple(line for failure in known for line in failure.lines),
        exit_code=max(failure.exit_code for failure in known),
    )


def _explain_system(error: OSError) -> Failure | None:
    match error:
        case OSError(errno=errno.EADDRINUSE):
            line = f"{_port_of(error)} is already in use. Choose another with {_THE_PORT}; 0 picks a free one."
        case socket.gaierror() | OSError(errno=errno.EADDRNOTAVAIL):
            line = "playground.host is not an address of this machine. Write 127.0.0.1, or leave it out."
        case PermissionError(filename=None):
            line = f"This user can't use the playground's port. Choose 1024 or higher, with {_THE_PORT}."
        case OSError(filename=str() as name):
            line = f"{name} cannot be used: {error.strerror}"
        case _:
            return None
    return Failure(lines=(line,), exit_code=EX_FAILED)


def _port_of(error: OSError) -> str:
    """The port that asyncio tried to listen on, if its message names it."""
    found = re.search(r"bind on address \('[^']*', (\d+)", str(error))
    return "The playground's port" if found is None else f"Port {found[1]}"


def _explain_storage(error: BaseException) -> Failure | None:
    # If such an error was raised, its module is loaded; the other commands do not pay for loading it.
    from bot.storage.database.errors import (  # noqa: PLC0415 - see above
        BackupFailed,
        DatabaseInUse,
        DatabaseUnavailable,
        StorageError,
    )

    match error:
        case BackupFailed() | DatabaseInUse() | DatabaseUnavailable():
            return Failure(lines=(str(error),), exit_code=EX_FAILED)
        case StorageError():
            return _configuration(str(error))
        case _:
            return None


def _explain_discord(error: BaseException) -> Failure | None:
    from bot.client.login import IntentRefused, TokenRefused  # noqa: PLC0415 - as above

    match error:
        case TokenRefused():
            return _configuration(LOGIN_IS_REFUSED)
        case IntentRefused():
            return _configuration(INTENT_IS_OFF)
        case _:
            return None


def _configuration(*lines: str) -> Failure:
    return Failure(lines=lines, exit_code=EX_CONFIG)


def _unexpected(error: Exception) -> Failure:
    reference = secrets.token_hex(4)
    log.critical("unexpected failure", exc_info=error, extra={"reference": reference})
    line = f"Something unexpected happened; the log has the details under the reference {reference}."
    return Failure(lines=(line,), exit_code=EX_FAILED)
