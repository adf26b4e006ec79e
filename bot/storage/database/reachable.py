"""Reaches a database for a single look, and says in one sentence why one cannot be reached or read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.core.transactions import DatabaseAway
from bot.storage.database.asynchronous import AsyncConnection
from bot.storage.database.engine import create_engine, name_for_people
from bot.storage.database.errors import DatabaseUnavailable, UnusableUrl

_UNKNOWN_SETTING = re.compile(r"connect\(\) got an unexpected keyword argument '(\w+)'")


@contextmanager
def connection_errors_translated(url: URL) -> Iterator[None]:
    """Raise DatabaseUnavailable instead of errors of the driver, the pool or the system.

    Raises UnusableUrl where the address has a setting that the driver does not know, such as libpq's `channel_binding`.
    """
    try:
        yield
    except DBAPIError as error:
        raise DatabaseUnavailable(where=name_for_people(url), reason=first_line(error.orig)) from error
    except (OSError, PoolTimeout, sqlite3.Error) as error:  # units of work ask SQLite's driver itself
        raise DatabaseUnavailable(where=name_for_people(url), reason=first_line(error)) from error
    except DatabaseAway as error:  # nor can a unit of work, as which it has been noted
        cause = error.__cause__
        reason = first_line(cause.orig if isinstance(cause, DBAPIError) else cause or error)
        raise DatabaseUnavailable(where=name_for_people(url), reason=reason) from error
    except TypeError as error:
        unknown = _UNKNOWN_SETTING.search(str(error))
        if unknown is None or unknown[1] not in url.query:
            raise
        raise UnusableUrl(
            f"The database URL has a setting that is not known here: {unknown[1]}. Leave it out."
        ) from error


@asynccontextmanager
async def connected_once(url: URL) -> AsyncIterator[AsyncConnection]:
    """One connection, with an engine of its own that ends with it; for a look from outside.

    Raises as `connection_errors_translated`.
    """
    engine = create_engine(url)
    try:
        with connection_errors_translated(url):
            async with engine.connect() as connection:
                yield connection
    finally:
        await engine.dispose()


def first_line(error: BaseException | None) -> str:
    """What an error of the driver or the system says first."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (text.strip().splitlines() or [type(error).__name__])[0]
