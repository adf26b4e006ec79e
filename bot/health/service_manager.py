"""Tells systemd how the service is, by datagrams to the socket that it names; without one, tells nobody.

https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress

log = logging.getLogger(__name__)

_MICROSECONDS = 1_000_000
_DIGITS = 20
"""Of an unsigned number of 64 bits."""


class ServiceManager:
    """What systemd wants to hear. Nothing here waits or raises."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = _address(environ.get("NOTIFY_SOCKET", ""))
        self.patience = _patience(environ)
        """Seconds without a sign of life after which it ends the process; None if it waits for none."""

    @property
    def listens(self) -> bool:
        return self._address is not None

    def tell(self, **what: str | int) -> None:
        """Send assignments such as READY=1. One that cannot be sent is lost; the next may arrive."""
        if self._address is None:
            return
        text = "\n".join(f"{name}={value}" for name, value in what.items())
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.settimeout(0)
            out.sendto(text.encode(), self._address)


def _address(named: str) -> str | None:
    if named.startswith("@"):
        return "\0" + named[1:]  # in Linux's abstract namespace
    return named if named.startswith("/") else None


def _patience(environ: Mapping[str, str]) -> float | None:
    microseconds, process = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if (
        not microseconds.isdecimal()
        or len(microseconds) > _DIGITS
        or int(microseconds) == 0
        or process not in {"", str(os.getpid())}
    ):
        return None
    return int(microseconds) / _MICROSECONDS
