"""Records a REST request, for tests and for the page's wire log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playground.world.model import Json


@dataclass(slots=True, kw_only=True)
class RecordedRequest:
    """One request of a bot; `status` and `response` are None until it is carried out, `done` is set when it
    was answered or cut off.

    `route` is the path in OpenAPI's form, or None where Discord has no such route. Of the headers,
    those that name the bot's token are left out.
    """

    method: str
    path: str
    route: str | None
    params: dict[str, str]
    query: dict[str, str]
    at: float
    headers: dict[str, str] = field(default_factory=dict)
    json: Any = None
    files: list[tuple[str, int]] = field(default_factory=list)
    status: int | None = None
    response: Any = None
    response_headers: dict[str, str] = field(default_factory=dict)
    fault: str | None = None
    done: bool = False

    @property
    def body(self) -> Json:
        return self.json if isinstance(self.json, dict) else {}

    def __str__(self) -> str:
        return f"{self.method} {self.route or self.path} -> {self.status}"
