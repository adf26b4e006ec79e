"""Turns effects of interviews into parcels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.interviewing.domain.effects import AskQuestion, Effect
from bot.interviewing.domain.model import Interview, Phase
from bot.outbound.outbox import NewParcel, OutboundUnitOfWork, Parcel, ParcelKind, dm_of

INTERVIEW = ParcelKind("interview")


def interview_parcels(
    interview: Interview, effects: Sequence[Effect], *, cause: str, due_at: datetime
) -> list[NewParcel]:
    """A parcel for each effect, in the same order."""
    return [
        NewParcel(
            kind=INTERVIEW,
            subject=interview.id,
            effect=effect,
            candidate=interview.candidate,
            destination=dm_of(interview.candidate),
            cause=cause,
            due_at=due_at,
        )
        for effect in effects
    ]


def asks_question(parcel: Parcel) -> bool:
    return isinstance(parcel.effect, AskQuestion)


async def may_be_on_screen(uow: OutboundUnitOfWork, interview: Interview) -> bool:
    """True unless it is opening, and its first question is neither there nor sent before this transaction ends."""
    if interview.phase is not Phase.OPENING:
        return True
    waiting = await uow.outbox.waiting_for(dm_of(interview.candidate), held=True)
    theirs = [each for each in waiting if each.kind == INTERVIEW and each.subject == interview.id]
    return any(asks_question(each) and each.may_be_there for each in theirs)
