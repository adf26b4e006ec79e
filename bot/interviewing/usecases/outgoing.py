"""Turns effects of interviews into parcels, and parcels back into effects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.content import InterviewId
from bot.interviewing.domain.effects import AskQuestion, Effect
from bot.interviewing.domain.model import Interview
from bot.outbound.outbox import NewParcel, Parcel, ParcelKind, dm_of

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


def interview_of(parcel: Parcel) -> InterviewId:
    return InterviewId(parcel.subject)


def interview_effect(parcel: Parcel) -> Effect:
    """The effect in a parcel; raises TypeError if it is not an interview's."""
    if not isinstance(parcel.effect, Effect):
        raise TypeError(parcel.effect)
    return parcel.effect


def asks_question(parcel: Parcel) -> bool:
    return isinstance(parcel.effect, AskQuestion)
