"""Calls PostgreSQL's own programs for backups, with the configured database and without its password in sight."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, text

from bot.storage.database.errors import BackupFailed
from bot.storage.database.reachable import connected_once

_MAJOR = re.compile(r"\(PostgreSQL\) (\d+)")

_SECRET = "password"  # noqa: S105 - the name of it
"""Where the password may also be: behind the question mark."""

KEPT_ASIDE = "before_restore_"
"""So begins the name of the schema in which a restore has kept what was there before."""


def dump_command(url: URL, to: str, *, program: str = "pg_dump") -> list[str]:
    """What makes a copy of a database, without its password: that is taken from PGPASSWORD or ~/.pgpass."""
    return [
        program,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--exclude-schema={KEPT_ASIDE}*",
        f"--file={to}",
        f"--dbname={_address(url)}",
    ]


def restore_command(url: URL, dump: Path, *, program: str = "pg_restore") -> list[str]:
    """What fills an empty database from a copy, wholly or not at all."""
    return [
        program,
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={_address(url)}",
        str(dump.absolute()),  # which never begins like an option
    ]


def list_command(dump: Path) -> list[str]:
    """What shows the table of contents of a copy."""
    return ["pg_restore", "--list", str(dump.absolute())]


def written(command: Sequence[str]) -> str:
    """A command as a person types it."""
    return shlex.join(command)


async def fitting_program(name: str, url: URL, *, otherwise: Sequence[str]) -> str:
    """The path of `pg_dump` or `pg_restore`, if it is installed and not older than the server.

    Raises:
        BackupFailed: it is not; the text says what to call where it is: `otherwise`.
        DatabaseUnavailable: the server does not say its version.
    """
    found = shutil.which(name)
    by_hand = f"where it is, call: {written(otherwise)}"
    if found is None:
        raise BackupFailed(f"{name} is not installed here. Install PostgreSQL's client programs; or {by_hand}")
    _, said = await _run([found, "--version"], URL.create("postgresql"))
    program, server = _MAJOR.search(said), await _server_version(url)
    if program is None or int(program[1]) < server:
        has = "an unknown version" if program is None else f"version {program[1]}"
        raise BackupFailed(
            f"{found} has {has}, the server {server}. Install PostgreSQL's client programs of version {server}; "
            f"or {by_hand}"
        )
    return found


async def call(command: Sequence[str], url: URL) -> str:
    """Run one of the programs. Returns what it wrote.

    Raises:
        BackupFailed: it failed; with the first line of what it said.
    """
    code, said = await _run(command, url)
    if code:
        first = next((each for each in said.splitlines() if each.strip()), f"it ended with code {code}")
        raise BackupFailed(f"{Path(command[0]).name} failed: {first.strip()}")
    return said


async def _run(command: Sequence[str], url: URL) -> tuple[int, str]:
    given = url.password if url.password is not None else url.query.get(_SECRET)
    password = {} if given is None else {"PGPASSWORD": str(given)}
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "LC_ALL": "C", **password},
        umask=0o077,
    )
    try:
        out, _ = await process.communicate()
    except BaseException:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()
        raise
    return process.returncode or 0, out.decode(errors="replace")


async def _server_version(url: URL) -> int:
    async with connected_once(url) as connection:
        number = await connection.scalar(text("SELECT current_setting('server_version_num')"))
    return int(str(number)) // 10000


def _address(url: URL) -> str:
    """For libpq, which calls `sslmode` what asyncpg calls `ssl`. Without the password: everybody sees commands."""
    query = {("sslmode" if name == "ssl" else name): value for name, value in url.query.items() if name != _SECRET}
    address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return address.render_as_string(hide_password=False)
