"""Signs links to files, and refuses a link that has expired."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from playground.world.clock import Clock
from playground.world.model import Attachment

LINK_LIFETIME = 24 * 60 * 60


class Links:
    """Makes and checks the addresses under which attachments can be downloaded."""

    def __init__(self, clock: Clock, *, lifetime: float = LINK_LIFETIME) -> None:
        self.base = ""
        self._clock = clock
        self.lifetime = lifetime
        self._key = secrets.token_bytes(32)

    def url(self, attachment: Attachment) -> str:
        """A link that works from now on for a day."""
        now = int(self._clock.now())
        issued, expires = f"{now:x}", f"{now + int(self.lifetime):x}"
        path = self._path(attachment)
        query = urlencode({"ex": expires, "is": issued, "hm": self._signature(path, expires, issued)})
        return f"{self.base}{path}?{query}&"

    def holds(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether a link was made here and has not expired."""
        expires, issued = query.get("ex", ""), query.get("is", "")
        expected = self._signature(path, expires, issued)
        if not hmac.compare_digest(expected.encode(), query.get("hm", "").encode()):
            return False
        return int(expires, 16) > self._clock.now()

    def _path(self, attachment: Attachment) -> str:
        root = "ephemeral-attachments" if attachment.ephemeral else "attachments"
        return f"/{root}/{attachment.channel_id}/{attachment.id}/{quote(attachment.filename)}"

    def _signature(self, path: str, expires: str, issued: str) -> str:
        return hmac.new(self._key, f"{path}|{expires}|{issued}".encode(), hashlib.sha256).hexdigest()
