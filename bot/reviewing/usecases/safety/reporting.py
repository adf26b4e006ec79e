"""The use cases of reports: a coach tells the leads of a review, and a lead decides, once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.content import ReviewId, has_something_to_see
from bot.core.incoming import Member
from bot.core.outcome import Outcome
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.reviewing.domain.effects import TellReport
from bot.reviewing.domain.errors import TextInvisible
from bot.reviewing.domain.model import Review
from bot.reviewing.domain.safety.errors import AlreadyReported, NoSuchReport, NothingToReport
from bot.reviewing.domain.safety.muting import KnownCandidate, Mute
from bot.reviewing.domain.safety.reports import Decision, Report
from bot.reviewing.usecases.outgoing import review_parcels
from bot.reviewing.usecases.permission import review_for_coach
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.reviewing.usecases.safety.muting import muted, review_for_lead
from bot.servers.domain.audit import Act, AuditEntry
from bot.servers.usecases.permission import logged_refusal, server_of_lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A report with its decision."""

    report: Report
    by_this: bool
    """False if it was decided before, perhaps by somebody else: then nothing was done."""
    mute: Mute | None = None
    """What followed just now."""


class Reporting:
    """Each method is one transaction."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork], clock: Clock) -> None:
        self._uow = unit_of_work
        self._clock = clock

    async def require_reportable(self, member: Member, review: ReviewId) -> None:
        """A form is offered only if it can be sent. Raises as `report`, but for what is in the form."""
        async with self._uow() as uow:
            await _reportable(uow, member, review)

    @retried_on_conflict
    async def report(self, member: Member, review: ReviewId, text: str, *, form: str) -> Outcome:
        """Tell the leads of a review, which stays in the queue until one of them closes it.

        The same `form` reports once. `DONE_BEFORE`: it was sent before.

        Raises:
            NotSetUp, NotCoach, NoSuchReview, OwnReview: they may not.
            NothingToReport: the review is over.
            AlreadyReported: the leads have a report about it, or this coach's was decided.
            TextInvisible: it says nothing.
        """
        async with self._uow() as uow:
            if not await uow.inbox.first_sight(f"form:{form}"):
                return Outcome.DONE_BEFORE
            found = await _reportable(uow, member, review)
            if not has_something_to_see(text):
                raise TextInvisible
            now = self._clock()
            number = await uow.reports.add(
                Report(
                    id=0,
                    server=found.server,
                    review=found.id,
                    reporter=member.user,
                    text=text.strip(),
                    reported_at=now,
                )
            )
            if number is None:
                raise AlreadyReported
            shown = review_parcels(found, [TellReport(report=number)], cause=f"report:{number}", due_at=now)
            await uow.outbox.put(shown)
            await uow.audit_log.add(
                AuditEntry(server=found.server, at=now, actor=member.user, act=Act.REPORTED, review=found.id)
            )
            await uow.commit()
        return Outcome.RECORDED

    async def read(self, member: Member, report: int) -> tuple[Report, Review]:
        """What a coach wrote about a review, for a lead who is not its candidate.

        Raises:
            NotLead, NotSetUp, NoSuchReport, OwnReview, ReviewErased: they may not.
        """
        async with self._uow() as uow:
            return await _report_for_lead(uow, member, report, what="read a report")

    @retried_on_conflict
    async def decide(self, member: Member, report: int, decision: Decision) -> Decided:
        """Decide about a report. The first decision counts, and stays.

        Raises:
            NotLead, NotSetUp, NoSuchReport, OwnReview, ReviewErased: they may not.
        """
        async with self._uow() as uow:
            found, review = await _report_for_lead(uow, member, report, what="decide about a report")
            now = self._clock()
            is_first = await uow.reports.decide(report, decision, by=member.user, at=now)
            decided = await uow.reports.get(report) or found
            if not is_first:
                return Decided(report=decided, by_this=False)
            mute = None
            if decision.mute_for is None:
                entry = AuditEntry(server=member.server, at=now, actor=member.user, act=Act.DISMISSED, review=review.id)
                await uow.audit_log.add(entry)
            else:
                known = KnownCandidate(
                    review=review.id, candidate=review.candidate, shown_name=review.shown_name, named=review.named
                )
                mute = await muted(uow, member, known, decision.mute_for, now=now)
            await uow.commit()
        return Decided(report=decided, by_this=True, mute=mute)


async def _reportable(uow: ReviewingUnitOfWork, member: Member, review: ReviewId) -> Review:
    _, found = await review_for_coach(uow, member, review, what="report a review")
    if found.is_over:
        raise NothingToReport
    if await uow.reports.is_undecided(review):
        raise AlreadyReported
    return found


async def _report_for_lead(
    uow: ReviewingUnitOfWork, member: Member, report: int, *, what: str
) -> tuple[Report, Review]:
    await server_of_lead(uow, member, what=what)
    found = await uow.reports.get(report)
    if found is None or found.server != member.server:
        raise logged_refusal(NoSuchReport(), member, what)
    return found, await review_for_lead(uow, member, found.review, what=what)
