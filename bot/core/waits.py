"""How long people and the bot wait for something that may come any moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Time limits, all in seconds."""

    acknowledgement: float = 0.8
    """Until an interaction is acknowledged while its answer is not ready. Discord allows three, of which the event on
    its way here and the acknowledgement on its way back may take two."""
    before_form: float = 0.25
    """For earlier messages before a form opens, which can only be the first answer. `membership` comes on top of it,
    and both are over before `acknowledgement`, after which no form opens."""
    reading_again: float = 2.0
    """For a history that could not be read a moment ago, until newer events pass before it."""
    arrival: float = 5.0
    """For the arrival of a message that is being sent, when somebody may be replying to it already."""
    membership: float = 0.4
    """For Discord to say in which servers a candidate is, before a form opens."""
    reconnecting: float = 1.0
    """After a first failed attempt to connect, until the next; then twice as long each time."""
    reconnecting_at_most: float = 8.0
    """A failed attempt costs nothing, and people wait: fifteen seconds after Discord is back, so is the bot."""
    next_session: float = 5.0
    """Before a further session begins, which may be the next of many: Discord lets a bot begin one in five seconds."""
    draining: float = 6.0
    """For work in hand, when the bot is to end; Docker kills after ten."""
    held_back: float = 3.0
    """For a process that stands by to answer: what is older then is not handled any more. Discord waits no longer for
    the answer to an interaction, and messages are found in the history."""
