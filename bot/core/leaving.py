"""Knows who is being forgotten just now: nothing new is taken from them, and nothing is sent to them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.content import ChannelId, UserId
from bot.core.refusal import Refusal


class BeingForgotten(Refusal):
    """All that is stored of this person is being deleted; whatever they did now would only be deleted with it."""

    key = "error-being-forgotten"


class Leaving:
    """The people of whom everything is being deleted, each with their direct messages, as far as this process knows.

    What this process has stored it knows at once; what another one has stored it learns within seconds, so nothing is
    deleted before that. It is in memory because everything that anybody does asks for it.
    """

    def __init__(self) -> None:
        self._people: dict[UserId, ChannelId | None] = {}
        self.changes = 0
        """How often somebody was added or removed: what was read before that is outdated."""

    def __contains__(self, person: UserId) -> bool:
        return person in self._people

    def is_cleared(self, channel: ChannelId) -> bool:
        """True for the direct messages of somebody who is being forgotten."""
        return channel in self._people.values()

    def admit(self, person: UserId) -> None:
        """Raises BeingForgotten if they are."""
        if person in self._people:
            raise BeingForgotten

    def add(self, person: UserId, channel: ChannelId | None) -> None:
        self._people[person] = channel
        self.changes += 1

    def remove(self, person: UserId) -> None:
        self._people.pop(person, None)
        self.changes += 1

    def replace(self, people: Mapping[UserId, ChannelId | None]) -> None:
        """These are all, as another process may have stored."""
        self._people = dict(people)
