"""What the use cases of privacy need of the storage: what is whose, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.content import ChannelId, UserId
from bot.practising.usecases.ports import PractisingUnitOfWork
from bot.privacy.domain.belongings import Erased, LeftPost, Summary


class Belongings(Protocol):
    """What is stored of a person, as candidate and as coach, in the open transaction."""

    async def summary(self, person: UserId) -> Summary:
        """How much there is of each kind."""

    async def posts_of(self, person: UserId) -> Sequence[LeftPost]:
        """Everything of the bot's outside direct messages that shows something of the person. To be asked before
        `erase`, after which nobody knows. A message may be named that is not there any more.

        A thread comes before the messages in it.
        """

    async def dm_of(self, person: UserId) -> ChannelId | None:
        """Their direct messages with the bot; None if the bot never wrote to them."""

    async def erase(self, person: UserId, *, at: datetime) -> Erased:
        """Delete all that is the person's, and put `FORMER_COACH` in their place where something is somebody else's.

        Counts that say of nobody whose they are stay: those of the promise and of servers. The deletion is noted at
        the day of `at`, so that a restored backup loses it again. Safe to call again: it does nothing then. Whoever
        calls it sees to it that nothing is written for the person meanwhile.

        Raises:
            ConcurrentUpdate: somebody else changes the same reviews.
        """


class PrivacyUnitOfWork(PractisingUnitOfWork, Protocol):
    """A transaction in which everything that is a person's is found and changed."""

    @property
    def belongings(self) -> Belongings: ...
