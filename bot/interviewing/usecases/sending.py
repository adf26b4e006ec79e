"""Puts the parcels of interviews, and has what a person waits for sent at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from bot.interviewing.domain.effects import Effect, ShowPanel
from bot.interviewing.domain.events import ExamplesPressed
from bot.interviewing.domain.helping import has_examples
from bot.interviewing.domain.model import Interview
from bot.interviewing.domain.requirements import helped_with
from bot.interviewing.domain.standing import Standing
from bot.interviewing.usecases.outgoing import interview_parcels
from bot.interviewing.usecases.parcels import InterviewParcels
from bot.interviewing.usecases.ports import InterviewingUnitOfWork
from bot.interviewing.usecases.staleness import paced_until, still_wanted
from bot.outbound.in_hand import InHand
from bot.outbound.pacing import REPLY_GRACE

NONE_KNOWN: Mapping[int, Standing] = {}

U = TypeVar("U", bound=InterviewingUnitOfWork)


class InterviewSending(Generic[U]):
    """Has the delivery loop, or the reply to an interaction, send what a decision has put."""

    def __init__(self, *, parcels: InterviewParcels[U], in_hand: InHand[U] | None) -> None:
        """`in_hand`: where this process keeps what it sends at once; None: everything waits for the delivery loop."""
        self._parcels = parcels
        self._in_hand = in_hand

    async def put(
        self,
        uow: U,
        interview: Interview,
        effects: Sequence[Effect],
        *,
        cause: str,
        now: datetime,
        for_reply: bool,
        standings: Mapping[int, Standing] = NONE_KNOWN,
    ) -> Callable[[], None]:
        """Put a parcel for each effect of a decision that made the interview what it is now.

        `standings`: where answers stand with coaches, as far as it is known. `for_reply`: the first one goes out as
        the reply to an interaction, if it can. Call what this returns once the transaction is committed.
        """
        due_at = now + REPLY_GRACE if for_reply else now
        new = interview_parcels(interview, effects, cause=cause, due_at=due_at)
        if self._in_hand is None or not new:
            await uow.outbox.put(new)
            return _nothing
        effect, (first, *others) = effects[0], new
        until = paced_until(effect, interview)
        claimed = None
        if not still_wanted(effect, interview):
            others = new
        elif until is not None and until > now and not for_reply:
            others = [replace(first, due_at=until), *others]
        else:
            known = standings.get(effect.number) if isinstance(effect, ShowPanel) else None
            recipient = await uow.candidates.get(interview.candidate)
            dm_channel = None if recipient is None else recipient.dm_channel
            around = await self._parcels.around.of(uow, effect, interview, known=known, dm_channel=dm_channel)
            claimed = await self._in_hand.put(
                uow,
                first,
                handler=self._parcels,
                prepare=partial(self._parcels.outgoing, effect, interview, around=around),
                load=partial(self._parcels.loaded, interview=interview, around=around),
                dm_channel=dm_channel,
            )
        if others:
            await uow.outbox.put(others)
        return _nothing if claimed is None else partial(self._in_hand.keep, claimed, for_reply=for_reply)

    async def with_others(self, uow: U, interview: Interview, pressed: ExamplesPressed) -> ExamplesPressed:
        """The event with what candidates of the server share; read only where the bank itself has nothing to show.

        Raises:
            InterviewError: the machine would refuse the event, too.
        """
        of = helped_with(interview, pressed.question_number)
        if has_examples(of.question):
            return pressed
        around = await self._parcels.around.beside_examples(uow, interview, of.number)
        return replace(pressed, others=bool(around.community.answers))


def _nothing() -> None:
    """The delivery loop sends what waits."""
