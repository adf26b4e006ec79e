"""systemd's end of the socket that it names to a service."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from playground.world.bell import PATIENCE


class Systemd:
    """Hears what a service says."""

    def __init__(self, listening: socket.socket) -> None:
        self._socket = listening
        self.lately: list[str] = []
        """All assignments between the last two that were waited for."""

    async def hears(self, wanted: str) -> None:
        """Wait for an assignment, or for the beginning of one."""
        self.lately = []
        async with asyncio.timeout(PATIENCE):
            while True:
                said = await asyncio.get_running_loop().sock_recv(self._socket, 4096)
                lines = said.decode().split("\n")
                if any(each.startswith(wanted) for each in lines):
                    return
                self.lately += lines


@contextmanager
def listening(address: str) -> Iterator[Systemd]:
    """Listen at a path, or at an abstract address that begins with @."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as taking:
        taking.bind("\0" + address[1:] if address.startswith("@") else address)
        taking.settimeout(0)
        yield Systemd(taking)
