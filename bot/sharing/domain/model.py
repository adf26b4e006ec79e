"""The values that make up a shared answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.content import ChannelId, MessageId, ServerId, ShareId, UserId


class VersionState(StrEnum):
    """What coaches have decided about a version."""

    WAITING = "waiting"
    APPROVED = "approved"
    """Candidates of the server may see it."""
    CHANGE_ASKED = "change asked"
    DECLINED = "declined"
    REPLACED = "replaced"
    """A later version stands for it; its text is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedQuestion:
    """The question that a shared answer is to, as it was asked."""

    bank: str
    """The slug of its bank."""
    bank_title: str
    id: str
    text: str

    @property
    def wording(self) -> bytes:
        return wording_of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedVersion:
    """What a shared answer says, from one change by its writer to the next. Coaches decide about each version."""

    number: int
    """1 for the first. Numbers are never given again, not even after the answer was taken back."""
    text: str
    """Empty once it is replaced."""
    state: VersionState = VersionState.WAITING
    written_at: datetime
    decided_by: UserId | None = None
    decided_at: datetime | None = None
    reason: str = ""
    """Why a coach asks for a change, or has declined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCard:
    """The message in the review channel that shows a shared answer to coaches."""

    channel: ChannelId
    message: MessageId
    shown_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAnswer:
    """An answer that its writer offers to the candidates of a server, under no name."""

    id: ShareId
    server: ServerId
    writer: UserId
    question: SharedQuestion
    locale: str
    """The writer's language as Discord named it when they last shared."""
    versions: tuple[SharedVersion, ...] = ()
    """Oldest first; none after it was taken back."""
    written: int = 0
    """How many versions there ever were."""
    card: SharedCard | None = None
    """None until it is known to be there."""
    card_outdated: bool = False
    """True if what comes next is shown by a new message: an edit far above would go unseen."""
    hidden_since: datetime | None = None
    """When reports have hidden it; None unless a coach still has to look at them."""
    version: int = 0
    """Of the stored row, which is not a version of the answer."""

    @property
    def is_taken_back(self) -> bool:
        return not self.versions

    @property
    def newest(self) -> SharedVersion | None:
        """What its writer wrote last; None after it was taken back."""
        return self.versions[-1] if self.versions else None

    @property
    def approved(self) -> SharedVersion | None:
        """The version that coaches have approved last, unless it was declined since; hidden or not."""
        return self._in(VersionState.APPROVED)

    @property
    def waiting(self) -> SharedVersion | None:
        """The version that coaches have to decide about."""
        return self._in(VersionState.WAITING)

    @property
    def shown(self) -> SharedVersion | None:
        """The version that candidates may see now."""
        return None if self.hidden_since is not None else self.approved

    @property
    def needs_coach(self) -> bool:
        """True while coaches have something to decide."""
        return self.waiting is not None or self.hidden_since is not None

    def numbered(self, number: int) -> SharedVersion | None:
        return next((each for each in self.versions if each.number == number), None)

    def with_version(self, changed: SharedVersion) -> SharedAnswer:
        """The same answer with one version replaced, or with a new one."""
        others = tuple(each for each in self.versions if each.number != changed.number)
        versions = tuple(sorted((*others, changed), key=lambda each: each.number))
        return replace(self, versions=versions, written=max(self.written, changed.number))

    def _in(self, state: VersionState) -> SharedVersion | None:
        return next((each for each in reversed(self.versions) if each.state is state), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """How many candidates found a shared answer helpful, and how many did not."""

    helpful: int = 0
    other: int = 0

    @property
    def votes(self) -> int:
        return self.helpful + self.other


def wording_of(text: str) -> bytes:
    """The digest of a question's text. White space is no part of the wording: a bank may break its lines anew."""
    return hashlib.sha256(" ".join(text.split()).encode()).digest()[:16]
