"""Handles the parcels of exports for the relay."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.core.content import MessageId, UserId
from bot.core.locks import KeyedLocks
from bot.interviewing.usecases.ports import AnswerFollower
from bot.outbound.handler import OutgoingMessage, Stale
from bot.outbound.look import BegunSending
from bot.outbound.outbox import Parcel
from bot.outbound.reachability import forget_channel
from bot.outbound.rejection import Barrier, RefusedFor
from bot.privacy.domain.export import Export, ExportFailure, ExportId, ExportPhase
from bot.privacy.domain.export_effects import ExportEffect, SendExportPart, ShowExportProgress
from bot.privacy.usecases.exporting.outgoing import export_parcel
from bot.privacy.usecases.exporting.ports import ExportComposer, ExportingUnitOfWork

U = TypeVar("U", bound=ExportingUnitOfWork)


class ExportParcels(Generic[U]):
    """Implements `bot.outbound.handler.ParcelHandler` for exports."""

    may_reorder = False

    def __init__(self, *, composer: ExportComposer, locks: KeyedLocks[UserId], follower: AnswerFollower[U]) -> None:
        self._composer = composer
        self._locks = locks
        self._follower = follower

    def turn(self, parcel: Parcel) -> AbstractAsyncContextManager[None]:
        return self._locks.lock(parcel.candidate)

    def must_follow(self, parcel: Parcel, left: Parcel) -> bool:  # noqa: ARG002 - the port's
        """What comes later is put later."""
        return False

    async def is_edit(self, uow: U, parcel: Parcel) -> bool:
        if not isinstance(parcel.effect, ShowExportProgress):
            return False
        export = await uow.exports.get(ExportId(parcel.subject))
        return export is not None and export.message is not None

    async def load(
        self,
        uow: U,
        parcel: Parcel,
        *,
        now: datetime,  # noqa: ARG002 - the port's
        paced: bool,  # noqa: ARG002 - the port's
    ) -> LoadedExport[U] | Stale:
        export = await uow.exports.get(ExportId(parcel.subject))
        if export is None:
            return Stale.STALE
        effect, size = _effect_of(parcel), 0
        if isinstance(effect, SendExportPart):
            size = await uow.exports.part_size(export.id, place_of_part(export, effect))
        return LoadedExport(
            parcel=parcel,
            effect=effect,
            is_wanted=size > 0 if isinstance(effect, SendExportPart) else _is_news(export),
            export=export,
            size=size,
            composer=self._composer,
            follower=self._follower,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedExport(Generic[U]):
    """Implements `bot.outbound.handler.LoadedParcel`."""

    parcel: Parcel
    effect: ExportEffect
    is_wanted: bool
    export: Export
    size: int
    """Bytes of the part; 0 where none is sent."""
    composer: ExportComposer
    follower: AnswerFollower[U]

    def prepare(self) -> OutgoingMessage:
        draft = self.composer.compose(self.effect, self.export, size=self.size)
        there = self.export.message if isinstance(self.effect, ShowExportProgress) else None
        return OutgoingMessage(draft=draft, channel=None, there=there)

    def instead(self, reference: str) -> OutgoingMessage | None:  # noqa: ARG002 - the port's
        """The export fails, and its progress says so."""
        return None

    async def on_found(self, uow: U, message: MessageId, sending: BegunSending, *, at: datetime) -> None:  # noqa: ARG002
        await self.on_sent(uow, message, at=at)
        if isinstance(self.effect, ShowExportProgress):
            # It shows how far the export was then.
            await uow.outbox.put([export_parcel(self.export, ShowExportProgress(), due_at=at)])

    async def on_sent(self, uow: U, message: MessageId | None, *, at: datetime) -> None:
        if isinstance(self.effect, ShowExportProgress):
            await uow.exports.shown_in(self.export.id, message)
            return
        after = await uow.exports.part_sent(self.export.id, place_of_part(self.export, self.effect), at=at)
        if after is None or after.sent == self.export.sent:
            return
        is_last = after.phase is ExportPhase.SENT
        following: ExportEffect = ShowExportProgress() if is_last else SendExportPart(number=self.effect.number + 1)
        # Not all at once: what else waits for the person comes between two parts, which take seconds each.
        await uow.outbox.put([export_parcel(after, following, due_at=at)])

    async def on_forbidden(self, uow: U, barrier: Barrier, *, at: datetime, retry_at: datetime) -> datetime | None:
        """Everything waits until the person can be reached, or the export is given up."""
        if barrier is Barrier.PASSING:
            return retry_at
        await self.follower.on_unreachable(uow, self.parcel.candidate, barrier, at=at)
        return at

    async def on_refused(self, uow: U, refused_for: RefusedFor, *, at: datetime) -> None:
        why = ExportFailure.FAULT if refused_for is RefusedFor.FAULT else ExportFailure.DISCORD
        if isinstance(self.effect, SendExportPart) and await uow.exports.fail(self.export.id, why, at=at):
            await uow.outbox.put([export_parcel(self.export, ShowExportProgress(), due_at=at)])

    async def on_delayed(self, uow: U, *, at: datetime) -> None:
        """Does nothing: nobody waits beside it."""

    async def on_channel_gone(self, uow: U, *, at: datetime) -> None:  # noqa: ARG002 - the port's
        if isinstance(self.effect, ShowExportProgress):
            await uow.exports.shown_in(self.export.id, None)  # the message was deleted, or its channel
        await forget_channel(uow, self.parcel.candidate)


def place_of_part(export: Export, effect: SendExportPart) -> int:
    """Under which number a part is stored. What people read first was made last, when all else was known."""
    return export.parts - effect.number + 1


def _is_news(export: Export) -> bool:
    """False for who can be reached again only after their export was given up, and has read nothing of it yet."""
    return export.failed_for is not ExportFailure.UNREACHABLE or export.message is not None


def _effect_of(parcel: Parcel) -> ExportEffect:
    """The effect in a parcel. Raises TypeError if it is no effect of an export."""
    if not isinstance(parcel.effect, ExportEffect):
        raise TypeError(parcel.effect)
    return parcel.effect
