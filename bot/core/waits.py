"""How long people and the bot wait for something that may come any moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Time limits, all in seconds."""

    acknowledgement: float = 2.0
    """Until an interaction is acknowledged while its answer is not ready; Discord allows three."""
    before_form: float = 1.0
    """For earlier messages before a form opens, which can only be the first answer; `membership` comes on top of it."""
    reading_again: float = 2.0
    """For a history that could not be read a moment ago, until newer events pass before it."""
    arrival: float = 5.0
    """For the arrival of a message that is being sent, when somebody may be replying to it already."""
    membership: float = 1.5
    """For Discord to say in which servers a candidate is: a form must open within seconds."""
