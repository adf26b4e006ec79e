"""What leads do to the reviews of others: it is noted, and a reported review is theirs to close."""

from __future__ import annotations

from datetime import datetime

from bot.core.incoming import Member
from bot.reviewing.domain.events import Closed, ReviewEvent, TakenOver
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.safety.errors import ReportUndecided
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.domain.audit import Act, AuditEntry
from bot.servers.domain.model import Server
from bot.servers.usecases.permission import is_lead, logged_refusal


async def oversee(
    uow: ReviewingUnitOfWork, server: Server, member: Member, review: Review, event: ReviewEvent, *, now: datetime
) -> None:
    """Before a coach's event is applied: note what a lead does to somebody else's review.

    Raises:
        ReportUndecided: a coach who is no lead closes a review that was reported.
    """
    if not isinstance(event, Closed | TakenOver):
        return
    leads = is_lead(member, server)
    if isinstance(event, Closed) and not leads and await uow.reports.is_undecided(review.id):
        raise logged_refusal(ReportUndecided(), member, "close", review.id)
    is_their_own = review.keeper == member.user or review.is_claimed_by(member.user, now)
    if leads and not is_their_own:
        act = Act.CLOSED if isinstance(event, Closed) else Act.TAKEN_OVER
        await uow.audit_log.add(AuditEntry(server=server.id, at=now, actor=member.user, act=act, review=review.id))
