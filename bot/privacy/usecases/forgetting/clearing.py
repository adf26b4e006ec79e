"""Deletes what Discord still shows of a person of whom nothing is stored any more, one step after the other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.core.content import ChannelId, MessageId, UserId
from bot.core.leaving import Leaving
from bot.core.locks import KeyedLocks
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.look import look_of
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, SendingFailed, SendingRefused
from bot.outbound.pacing import backoff
from bot.privacy.domain.forgetting import (
    LONGEST_FAILING,
    Forgetting,
    ForgettingPhase,
    ForgettingStep,
    StepKind,
    Unreached,
    cleared,
    swept_until,
)
from bot.privacy.usecases.forgetting.forget_me import is_anything_left
from bot.privacy.usecases.forgetting.ports import ForgettingComposer, ForgettingUnitOfWork, SweepingMessenger

log = logging.getLogger(__name__)

STEPS_AT_ONCE = 20
"""How many steps are done for one person before others have their turn."""


class Clearing:
    """What is done is stored after it: done twice, it does no harm."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ForgettingUnitOfWork],
        locks: KeyedLocks[UserId],
        leaving: Leaving,
        composer: ForgettingComposer,
        process: str,
        is_stopping: Callable[[], bool],
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._leaving = leaving
        self._composer = composer
        self._process = process
        self._is_stopping = is_stopping
        self._clock = clock

    async def go_on(self, forgetting: Forgetting, messenger: SweepingMessenger) -> None:
        """Do some of what is left; what Discord does not answer is tried again later."""
        for _ in range(STEPS_AT_ONCE):
            async with self._uow() as uow:
                waiting = await uow.forgettings.next_steps(forgetting.person, most=1)
            if self._is_stopping():
                break
            if not waiting:
                await self._sweep(forgetting, messenger)
                return
            done = await self._do(forgetting, waiting[0], messenger)
            if done is None:
                return
            forgetting = done
        await self._save(forgetting)

    async def _do(
        self, forgetting: Forgetting, step: ForgettingStep, messenger: SweepingMessenger
    ) -> Forgetting | None:
        """Do a step and store that. None if it has to be tried again later."""
        try:
            await self._carry_out(forgetting, step, messenger)
        except ChannelGone:
            return await self._settle(forgetting, step)
        except (DeliveryForbidden, SendingRefused) as error:
            log.warning("post not deleted", extra={"server": step.what.server, "reason": str(error)})
            return await self._settle(forgetting, step, why=Unreached.FORBIDDEN)
        except SendingFailed as error:
            if self._clock() - step.since >= LONGEST_FAILING:
                return await self._settle(forgetting, step, why=Unreached.NO_ANSWER)
            await self._postpone(forgetting, error)
            return None
        return await self._settle(forgetting, step)

    async def _carry_out(self, forgetting: Forgetting, step: ForgettingStep, messenger: SweepingMessenger) -> None:
        what = step.what
        match what.kind:
            case StepKind.THREAD:
                await messenger.delete_thread(what.channel)
            case StepKind.MESSAGE if what.message is not None:
                await messenger.delete(what.channel, what.message)
            case StepKind.TELL_COACH if what.coach is not None:
                draft = self._composer.word_to_coach(what.coach, what.about)
                if step.begun:
                    look = look_of(draft, salt=step.nonce)
                    if await messenger.find_sent(what.channel, look, nonce=step.nonce, after=forgetting.word_after):
                        return
                await self._begin(step)
                await messenger.send(what.channel, draft, nonce=step.nonce)

    @retried_on_conflict
    async def _begin(self, step: ForgettingStep) -> None:
        async with self._uow() as uow:
            await uow.forgettings.begin_step(step)
            await uow.commit()

    @retried_on_conflict
    async def _settle(
        self, forgetting: Forgetting, step: ForgettingStep, *, why: Unreached | None = None
    ) -> Forgetting:
        """The step is done, or given up: store that."""
        gone = 0
        async with self._uow() as uow:
            if why is not None:
                await uow.forgettings.give_up(step, why)
            else:
                await uow.forgettings.step_done(step)
                gone = 0 if step.what.kind is StepKind.TELL_COACH else 1
            if why is None and step.what.kind is StepKind.THREAD:
                gone += await uow.forgettings.thread_deleted(forgetting.person, step.what.channel)
            after = replace(forgetting, deleted=forgetting.deleted + gone, attempts=0, due_at=self._clock())
            await uow.forgettings.save(after, by=self._process, keep=True)
            await uow.commit()
        return after

    async def _sweep(self, forgetting: Forgetting, messenger: SweepingMessenger) -> None:
        """Delete a page of the bot's messages from the direct messages; behind the last one, come to the end."""
        if forgetting.unswept is not None:
            await self._finish(forgetting)
            return
        try:
            # There may be a conversation that is not known any more; the last word needs one, too.
            channel = forgetting.dm_channel or await messenger.open_dm(forgetting.person)
            until = swept_until(forgetting, at=self._clock())
            page = await messenger.own_messages(channel, after=forgetting.swept_to, until=until)
            for message in page.messages:
                if self._is_stopping():
                    await self._save(forgetting)
                    return
                forgetting = await self._delete(forgetting, channel, message, messenger)
        except ChannelGone:
            # Somebody who deletes their account takes the conversation along.
            await self._finish(replace(forgetting, unswept=Unreached.CHANNEL_GONE))
        except (DeliveryForbidden, SendingRefused):
            why = None if forgetting.dm_channel is None else Unreached.FORBIDDEN
            await self._finish(replace(forgetting, unswept=why))
        except SendingFailed as error:
            if self._clock() - forgetting.since >= LONGEST_FAILING:
                await self._finish(replace(forgetting, unswept=Unreached.NO_ANSWER))
            else:
                await self._postpone(forgetting, error)
        else:
            if page.reached is None and not page.messages:
                await self._finish(forgetting)
            else:
                # The last page, too, is followed by a look: they may have written meanwhile, and read that it goes.
                swept_to = page.reached or forgetting.swept_to
                await self._save(replace(forgetting, swept_to=swept_to, attempts=0))

    async def _delete(
        self, forgetting: Forgetting, channel: ChannelId, message: MessageId, messenger: SweepingMessenger
    ) -> Forgetting:
        try:
            await messenger.delete(channel, message)
        except (DeliveryForbidden, SendingRefused):
            return replace(forgetting, unswept_messages=forgetting.unswept_messages + 1, swept_to=message)
        return replace(forgetting, deleted=forgetting.deleted + 1, swept_to=message)

    @retried_on_conflict
    async def _finish(self, forgetting: Forgetting) -> None:
        """Come to the last word, or begin once more if something was stored meanwhile."""
        person = forgetting.person
        async with self._locks.lock(person), self._uow() as uow:
            now = self._clock()
            is_anything = await is_anything_left(uow, person)
            after = cleared(forgetting, is_anything_stored=is_anything, at=now)
            await uow.forgettings.save(after, by=self._process, keep=False)
            await uow.commit()
            if after.phase is ForgettingPhase.SAYING:
                self._leaving.remove(person)

    async def _postpone(self, forgetting: Forgetting, error: SendingFailed) -> None:
        pause = backoff(forgetting.attempts)
        if error.retry_after is not None:
            pause = max(pause, timedelta(seconds=error.retry_after))
        await self._save(replace(forgetting, attempts=forgetting.attempts + 1), pause=pause)

    @retried_on_conflict
    async def _save(self, forgetting: Forgetting, *, pause: timedelta = timedelta(0)) -> None:
        async with self._uow() as uow:
            later = replace(forgetting, due_at=self._clock() + pause)
            await uow.forgettings.save(later, by=self._process, keep=False)
            await uow.commit()
