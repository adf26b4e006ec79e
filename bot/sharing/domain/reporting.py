"""Decides what becomes of a shared answer that candidates have reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.core.content import UserId
from bot.sharing.domain.deciding import ShareStep
from bot.sharing.domain.effects import ShowSharedCard, TellWriter, WriterNews
from bot.sharing.domain.errors import NotReported, OwnShare, ShareChanged, ShareTakenBack
from bot.sharing.domain.model import SharedAnswer, SharedVersion, VersionState

HIDING_REPORTS: Final = 2
"""As many people hide an answer until a coach has looked: one alone could silence whomever they like."""


def reported(share: SharedAnswer, number: int, reports: int, *, at: datetime) -> ShareStep:
    """Hide the answer once enough people have reported this version, if it is shown by now.

    `reports`: those of it that no coach has looked at.
    """
    if share.shown is None or share.shown.number != number or reports < HIDING_REPORTS:
        return ShareStep(share=share)
    # The card with the approval is far up in the channel by now.
    outdated = share.card_outdated or share.card is not None
    return ShareStep(share=replace(share, hidden_since=at, card_outdated=outdated), effects=(ShowSharedCard(),))


def show_reported(share: SharedAnswer, number: int, *, coach: UserId) -> ShareStep:
    """Show candidates again what was reported.

    Raises:
        ShareTakenBack: there is nothing to show.
        OwnShare: the coach wrote it.
        ShareChanged: another version has been approved since.
        NotReported: a coach has looked at the reports before.
    """
    require_reported(share, number, coach=coach)
    return ShareStep(share=replace(share, hidden_since=None), effects=(ShowSharedCard(),))


def decline_reported(share: SharedAnswer, number: int, reason: str, *, coach: UserId, at: datetime) -> ShareStep:
    """Show what was reported no more, and tell its writer why. Raises as `show_reported`."""
    of = require_reported(share, number, coach=coach)
    declined = replace(of, state=VersionState.DECLINED, decided_by=coach, decided_at=at, reason=reason)
    changed = replace(share, hidden_since=None).with_version(declined)
    return ShareStep(share=changed, effects=(ShowSharedCard(), TellWriter(number=number, news=WriterNews.DECLINED)))


def require_reported(share: SharedAnswer, number: int, *, coach: UserId) -> SharedVersion:
    """The version that reports have hidden. Raises as `show_reported`."""
    if share.is_taken_back:
        raise ShareTakenBack
    if share.writer == coach:
        raise OwnShare
    of = share.approved
    if of is not None and of.number != number:
        raise ShareChanged
    if of is None or share.hidden_since is None:
        raise NotReported
    return of
