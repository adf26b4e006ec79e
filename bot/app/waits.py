"""How long people and the bot wait for something that may come at any moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """All in seconds."""

    acknowledgement: float = 2.0
    """Until an interaction is acknowledged whose answer is still being made; Discord gives three."""
    arrival: float = 5.0
    """For a message whose sending has begun and which somebody may be answering already."""
    membership: float = 1.5
    """For Discord's word on the servers that a candidate is in: a form has to open within seconds."""
