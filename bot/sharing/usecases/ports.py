"""What the use cases of shared answers need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from bot.core.content import MessageId, ServerId, ShareId, UserId
from bot.interviewing.domain.afterwards.community import CommunityView
from bot.outbound.draft import Draft
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.model import Server
from bot.sharing.domain.effects import TellWriter
from bot.sharing.domain.model import SharedAnswer, SharedQuestion, VoteCount
from bot.sharing.domain.ranking import Ranked


class SharedAnswers(Protocol):
    async def add(self, share: SharedAnswer) -> SharedAnswer:
        """Store a new one with its versions. Returns it with its id.

        Raises:
            ConcurrentUpdate: its writer has one for this question in this server meanwhile.
        """

    async def get(self, share: ShareId) -> SharedAnswer | None: ...

    async def save(self, share: SharedAnswer) -> SharedAnswer:
        """Store what changed. Without versions, what others voted and reported goes, too. Returns it as it is stored.

        Raises:
            ConcurrentUpdate: the stored row is not the one that this value was read from.
        """

    async def own(self, writer: UserId, server: ServerId, question: SharedQuestion) -> SharedAnswer | None:
        """What the writer shares there about this question in this wording, or did before taking it back."""

    async def of(self, writer: UserId) -> Sequence[SharedAnswer]:
        """All that the writer shares, newest first; nothing that was taken back."""

    async def count_waiting(self, server: ServerId, writer: UserId) -> int:
        """How many of the writer's shared answers coaches of the server have to decide about. Until the transaction
        ends, no other is added."""

    async def with_card(self, message: MessageId) -> SharedAnswer | None: ...

    async def misplaced(self) -> Sequence[ShareId]:
        """Those that need a coach and are shown in another channel than coaches of their server read now, unless
        something waits to be sent that moves them."""

    async def votes(self, shares: Collection[ShareId]) -> Mapping[ShareId, VoteCount]:
        """What others found; a shared answer without votes is not in it."""


class Community(Protocol):
    """What candidates of a server see of each other's answers, what they vote, and what they report."""

    async def best(
        self,
        server: ServerId,
        question: SharedQuestion,
        viewer: UserId,
        *,
        choose: Callable[[Sequence[Ranked]], Sequence[ShareId]],
    ) -> CommunityView:
        """Those that `choose` takes of all that are shown in the server beside the question, in its order.

        Nothing while the server does not share, and nothing that is hidden.
        """

    async def writer_of_shown(
        self, share: ShareId, version: int, server: ServerId, question: SharedQuestion
    ) -> UserId | None:
        """Who wrote this version; None if it is not what is shown in the server beside the question."""

    async def vote(self, share: ShareId, voter: UserId, *, helpful: bool) -> None:
        """Store a vote in place of the one before."""

    async def report(self, share: ShareId, version: int, reporter: UserId) -> int:
        """Store a report, once for each person and version. Returns how many no coach has looked at yet. Until the
        transaction ends, no other is added."""

    async def reports(self, share: ShareId, version: int) -> int:
        """How many reports of the version no coach has looked at yet."""

    async def settle_reports(self, share: ShareId, version: int) -> None:
        """Note that a coach has looked. Who has reported the version cannot do it once more."""


class ShareComposer(Protocol):
    """Turns effects of shared answers into words and buttons."""

    def card(self, share: SharedAnswer, server: Server) -> Draft:
        """For coaches: nothing in it tells who wrote it."""

    def news(self, effect: TellWriter, share: SharedAnswer) -> Draft:
        """For the writer, in their language."""


class SharingUnitOfWork(ReviewingUnitOfWork, Protocol):
    """A transaction in which shared answers are read and changed."""

    @property
    def shares(self) -> SharedAnswers: ...
    @property
    def community(self) -> Community: ...
