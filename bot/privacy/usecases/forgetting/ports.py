"""What forgetting somebody needs from outside, as protocols."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.content import ChannelId, MessageId, ReviewId, UserId
from bot.outbound.draft import Draft
from bot.outbound.messenger import Messenger, OwnMessages
from bot.outbound.request_budget import Lane
from bot.privacy.domain.belongings import LeftPost
from bot.privacy.domain.forgetting import Forgetting, ForgettingStep, NewStep, Remains, Unreached
from bot.privacy.usecases.ports import PrivacyUnitOfWork


class Forgettings(Protocol):
    """Who is being forgotten, and what is left to do for it."""

    async def of(self, person: UserId) -> Forgetting | None: ...

    async def add(self, forgetting: Forgetting) -> bool:
        """False if they are being forgotten already."""

    async def everybody(self) -> Sequence[Forgetting]: ...

    async def claim(self, person: UserId, *, by: str, now: datetime, until: datetime, alone: bool) -> Forgetting | None:
        """Take a forgetting that is due, to go on with it; None if it is not due, is over, or another process has it.

        `alone`: no other process can have it. It stays the claimant's until then, or until `save` gives it back.
        """

    async def save(self, forgetting: Forgetting, *, by: str, keep: bool) -> None:
        """Store how far it is. `keep`: the claim stays.

        Raises:
            ConcurrentUpdate: the claim has lapsed and another process has it.
        """

    async def remove(self, forgetting: Forgetting) -> None:
        """It is over. Nothing of it stays; a newer one of the same person does."""

    async def add_steps(self, person: UserId, steps: Sequence[NewStep], *, at: datetime) -> None: ...

    async def next_steps(self, person: UserId, *, most: int) -> Sequence[ForgettingStep]:
        """The steps that wait, in their order."""

    async def count_steps(self, person: UserId) -> int:
        """How many steps wait."""

    async def begin_step(self, step: ForgettingStep) -> None:
        """Remember that it may have been done."""

    async def step_done(self, step: ForgettingStep) -> None: ...

    async def thread_deleted(self, person: UserId, thread: ChannelId) -> int:
        """The thread's messages are gone, too: none of their steps is left. Returns how many there were."""

    async def give_up(self, step: ForgettingStep, why: Unreached) -> None: ...

    async def given_up(self, person: UserId) -> Sequence[ForgettingStep]: ...

    async def reminders_in(self, review: ReviewId) -> Sequence[LeftPost]:
        """What reminded coaches of a review: it may ping one, and nothing shows it without."""

    async def is_awaited(self, person: UserId, *, now: datetime) -> bool:
        """True while something of theirs is being sent, or a post in a server may have been sent, unheard of."""

    async def hasten(self, person: UserId, *, now: datetime) -> None:
        """Make everything due that waits to be sent: what is unwanted is only looked up."""


class ForgettingUnitOfWork(PrivacyUnitOfWork, Protocol):
    """A transaction in which somebody is being forgotten."""

    @property
    def forgettings(self) -> Forgettings: ...


class SweepingMessenger(Messenger, Protocol):
    """A messenger that finds what the bot itself has written."""

    def in_lane(self, lane: Lane) -> SweepingMessenger:
        """The same, but its requests wait for their turns in this lane."""

    async def own_messages(self, channel: ChannelId, *, after: MessageId, until: MessageId) -> OwnMessages:
        """A page of what is between these two messages. Raises ChannelGone, DeliveryForbidden, SendingFailed."""


class ForgettingComposer(Protocol):
    """Puts into words what forgetting somebody says by itself."""

    def last_word(self, remains: Remains, *, locale: str) -> Draft:
        """That everything is deleted, or what is left, why, and what the person can do about it."""

    def word_to_coach(self, coach: UserId, about: str) -> Draft:
        """That the candidate of a review is gone, and nothing is left to do. Names nobody but the coach."""
