"""Decides what becomes of a shared answer: written, approved, sent back, declined, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.core.content import UserId
from bot.sharing.domain.effects import ShareEffect, ShowSharedCard, TellWriter, WriterNews
from bot.sharing.domain.errors import OwnShare, ShareChanged, ShareDecided, ShareTakenBack
from bot.sharing.domain.model import SharedAnswer, SharedVersion, VersionState

LONGEST_SHARED: Final = 1800
"""Characters, as many as a bank's own community answers have at most: both are shown on the same page."""
LONGEST_SHARE_REASON: Final = 500
MOST_SHARES_WAITING: Final = 3
"""Shared answers of one writer that wait for the coaches of one server: a queue of one person must not bury others."""

_NEWS = {
    VersionState.APPROVED: WriterNews.APPEARED,
    VersionState.CHANGE_ASKED: WriterNews.CHANGE_ASKED,
    VersionState.DECLINED: WriterNews.DECLINED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareStep:
    """The shared answer afterwards, and what is to be done outside."""

    share: SharedAnswer
    effects: tuple[ShareEffect, ...] = ()


def write_version(share: SharedAnswer, text: str, *, at: datetime) -> ShareStep:
    """Make this the newest version, about which coaches decide anew. What they have approved before stays shown.

    Nothing changes if that text waits already, or is what candidates see and nothing else waits.
    """
    waiting, approved = share.waiting, share.approved
    current = waiting or approved
    if current is not None and current.text == text:
        return ShareStep(share=share)
    changed = share
    for each in share.versions:
        if each.state is VersionState.WAITING:
            changed = changed.with_version(_replaced(each))
        elif each.state is not VersionState.APPROVED:
            changed = changed.with_version(replace(each, text=""))  # coaches still read why, nobody the words
    changed = changed.with_version(SharedVersion(number=share.written + 1, text=text, written_at=at))
    # A card with a decision is far up in the channel by now; one that still waits is edited where coaches read it.
    outdated = share.card_outdated or (share.card is not None and waiting is None)
    return ShareStep(share=replace(changed, card_outdated=outdated), effects=(ShowSharedCard(),))


def decide(
    share: SharedAnswer, number: int, decision: VersionState, *, coach: UserId, at: datetime, reason: str = ""
) -> ShareStep:
    """Approve a version, ask for a change of it, or decline it. Nothing changes if the coach has done so already.

    Raises:
        ShareTakenBack: there is nothing to decide about.
        OwnShare: the coach wrote it.
        ShareChanged: the writer has replaced that version.
        ShareDecided: a coach was first.
    """
    of = require_decidable(share, number, coach=coach, decision=decision)
    if of is None:
        return ShareStep(share=share)
    decided = replace(of, state=decision, decided_by=coach, decided_at=at, reason=reason)
    changed = share
    if decision is VersionState.APPROVED:
        if share.approved is not None:
            changed = changed.with_version(_replaced(share.approved))
        # What was reported is not what is shown from now on.
        changed = replace(changed, hidden_since=None)
    told = TellWriter(number=number, news=_NEWS[decision])
    return ShareStep(share=changed.with_version(decided), effects=(ShowSharedCard(), told))


def require_decidable(
    share: SharedAnswer, number: int, *, coach: UserId, decision: VersionState | None = None
) -> SharedVersion | None:
    """The version that the coach may decide about; None if they have made this `decision` already.

    Raises:
        ShareTakenBack, OwnShare, ShareChanged, ShareDecided: as for `decide`.
    """
    if share.is_taken_back:
        raise ShareTakenBack
    if share.writer == coach:
        raise OwnShare
    of = share.numbered(number)
    if of is None or of.state is VersionState.REPLACED:
        raise ShareChanged
    if of.state is VersionState.WAITING:
        return of
    if of.state is decision and of.decided_by == coach:
        return None
    raise ShareDecided(decision=of.state, coach=of.decided_by)


def take_back(share: SharedAnswer) -> ShareStep:
    """Forget all that it says. Its card says that it was taken back."""
    if share.is_taken_back:
        return ShareStep(share=share)
    return ShareStep(share=replace(share, versions=(), hidden_since=None), effects=(ShowSharedCard(),))


def _replaced(version: SharedVersion) -> SharedVersion:
    return replace(version, state=VersionState.REPLACED, text="", reason="")
