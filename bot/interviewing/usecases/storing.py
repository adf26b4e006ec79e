"""Stores what a step of an interview changed, together with what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from bot.core.transactions import Clock
from bot.interviewing.domain.effects import Effect
from bot.interviewing.domain.model import Interview, Phase
from bot.interviewing.domain.step import Step
from bot.interviewing.usecases.parking import bring_back
from bot.interviewing.usecases.ports import AnswerFollower, InterviewingUnitOfWork
from bot.interviewing.usecases.sending import InterviewSending

U = TypeVar("U", bound=InterviewingUnitOfWork)


class Storing(Generic[U]):
    """The end of every use case that changes an interview: it commits the transaction."""

    def __init__(self, *, follower: AnswerFollower[U], sending: InterviewSending[U], clock: Clock) -> None:
        self._follower = follower
        self._sending = sending
        self._clock = clock

    async def store(
        self,
        uow: U,
        before: Interview,
        step: Step,
        *,
        cause: str,
        waits_for_reply: bool = False,
        finished: bool = False,
        unfinished: Sequence[Interview] = (),
    ) -> None:
        """Store the interview after a step, let others follow it, and do with its effects what `put` does.

        `finished`: as for `AnswerFollower.follow`. `unfinished`: those of the candidate, of which a parked one comes
        back if this one ends.
        """
        now = self._clock()
        saved = await uow.interviews.save(step.interview)
        standings = await self._follower.follow(uow, before, saved, cause=cause, now=now, finished=finished)
        send = await self._sending.put(
            uow, saved, step.effects, cause=cause, now=now, for_reply=waits_for_reply, standings=standings
        )
        if saved.phase is Phase.ENDED and before.phase is not Phase.ENDED:
            await bring_back(uow, unfinished, cause=cause, now=now)
        await uow.commit()
        send()

    async def put(
        self, uow: U, interview: Interview, effects: Sequence[Effect], *, cause: str, waits_for_reply: bool = False
    ) -> None:
        """Put the effects and commit. Then they are sent at once, or as the reply to an interaction."""
        now = self._clock()
        send = await self._sending.put(uow, interview, effects, cause=cause, now=now, for_reply=waits_for_reply)
        await uow.commit()
        send()
