"""Tells errors of a database that cannot be used now from all others, and logs an outage once."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.core.transactions import DatabaseAway
from bot.storage.database.errors import DatabaseInUse
from bot.storage.database.reachable import first_line

log = logging.getLogger(__name__)

SETTLED_AFTER = 10.0
"""Seconds without a failure until a full database counts as mended: what only reads succeeds all the time."""

_AWAY = ("08", "57P", "58")
"""Classes of PostgreSQL's errors: connection, shutdown and start, system."""
_OF_THE_SERVER = {"25006", "53200", "53300", "53400", "55000"}
"""It only reads, as a replica does after a failover; memory, connections or another limit are used up; somebody who
maintains it lets nobody connect."""
_FULL = {"53100"}
_SQLITE_FULL = {sqlite3.SQLITE_FULL}
_SQLITE_AWAY = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


def is_away(error: BaseException) -> bool:
    """True if the database cannot be used now, whatever is asked of it."""
    return isinstance(error, DatabaseInUse | OSError | PoolTimeout) or _is_away(_cause(error))


def is_full(error: BaseException) -> bool:
    """True if the database has no room for what was to be stored."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        return _sqlite_code(cause) in _SQLITE_FULL
    return _state(cause) in _FULL


def is_unusable(error: BaseException) -> bool:
    """True if it is one or the other; a full disk keeps PostgreSQL from beginning a session, too."""
    return is_away(error) or is_full(error)


class Outage:
    """The time in which a database cannot be used: one warning at its beginning, one line at its end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: float | None = None
        self._latest = 0.0
        self._is_full = False

    @property
    def seconds(self) -> float | None:
        """How long it has lasted; None if there is none."""
        return None if self._began is None else self._clock() - self._began

    def note(self, error: BaseException) -> None:
        """The database failed by this error; only the first of an outage is logged."""
        self._latest = self._clock()
        if self._began is not None:
            return
        self._began = self._latest
        self._is_full = is_full(error)
        reason = {"reason": first_line(_cause(error))}
        if self._is_full:
            log.warning("the database has no room; nothing can be stored until you make some", extra=reason)
        else:
            log.warning("the database cannot be used; the bot goes on once it can", extra=reason)

    def over(self) -> None:
        """The database has done what it was asked for."""
        if self._began is None:
            return
        now = self._clock()
        if self._is_full and now - self._latest < SETTLED_AFTER:
            return
        log.info("the database can be used again", extra={"after_seconds": round(now - self._began, 1)})
        self._began = None

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Raise DatabaseAway instead of every error that says so, and note it."""
        try:
            yield
        except Exception as error:
            self.raise_if_away(error)
            raise

    def raise_if_away(self, error: object) -> None:
        """Raises DatabaseAway if it is such an error."""
        if isinstance(error, Exception) and not isinstance(error, DatabaseAway) and is_unusable(error):
            self.note(error)
            raise DatabaseAway from error


def _cause(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _is_away(cause: BaseException) -> bool:
    if isinstance(cause, sqlite3.Error):
        return _sqlite_code(cause) in _SQLITE_AWAY
    state = _state(cause)
    if state:
        return state.startswith(_AWAY) or state in _OF_THE_SERVER
    return _is_closed(cause) or _is_closed(cause.__cause__)


def _is_closed(cause: BaseException | None) -> bool:
    """True for the driver's words that the connection has ended, perhaps in the middle: they have no code."""
    kind = type(cause).__name__
    return kind == "InternalClientError" or (kind == "InterfaceError" and "clos" in str(cause))


def _state(cause: BaseException) -> str:
    return str(getattr(cause, "sqlstate", None) or "")


def _sqlite_code(error: sqlite3.Error) -> int:
    # The low byte is the primary code, the rest a detail.
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
