"""Tells a person that everything is deleted, or what is left: once, and no longer than for a day."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.look import look_of
from bot.outbound.messenger import ChannelGone, DeliveryForbidden, SendingFailed, SendingRefused
from bot.outbound.pacing import backoff
from bot.privacy.domain.forgetting import LONGEST_WORD, WORD_TRIED_EVERY, Forgetting, Remains, StepKind
from bot.privacy.usecases.forgetting.ports import ForgettingComposer, ForgettingUnitOfWork, SweepingMessenger

log = logging.getLogger(__name__)


class LastWord:
    """That it is being sent is stored before: whoever goes on after a process has died looks for it first."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ForgettingUnitOfWork],
        composer: ForgettingComposer,
        process: str,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._composer = composer
        self._process = process
        self._clock = clock

    async def go_on(self, forgetting: Forgetting, messenger: SweepingMessenger) -> None:
        """Say it, and keep nothing; or try again later."""
        if self._clock() - forgetting.since >= LONGEST_WORD:
            log.info("forgotten, and not told: cannot be reached")
            await self._end(forgetting)
            return
        try:
            await self._say(forgetting, messenger)
        except DeliveryForbidden:
            await self._postpone(forgetting, WORD_TRIED_EVERY)
        except ChannelGone:
            await self._postpone(replace(forgetting, dm_channel=None), backoff(forgetting.attempts))
        except SendingFailed as error:
            pause = timedelta(seconds=error.retry_after or 0)
            await self._postpone(forgetting, max(pause, backoff(forgetting.attempts)))
        except SendingRefused as error:
            log.error("last word refused", extra={"reason": str(error)})  # noqa: TRY400 - Discord's answer is not ours
            await self._end(forgetting)
        else:
            log.info("forgotten, and told")
            await self._end(forgetting)

    async def _say(self, forgetting: Forgetting, messenger: SweepingMessenger) -> None:
        async with self._uow() as uow:
            left = await uow.forgettings.given_up(forgetting.person)
        remains = Remains(
            steps=[each for each in left if each.what.kind is not StepKind.TELL_COACH],
            unswept=forgetting.unswept,
            unswept_messages=forgetting.unswept_messages,
        )
        draft = self._composer.last_word(remains, locale=forgetting.locale)
        channel = forgetting.dm_channel or await messenger.open_dm(forgetting.person)
        if forgetting.word_begun:
            look = look_of(draft, salt=forgetting.nonce)
            if await messenger.find_sent(channel, look, nonce=forgetting.nonce, after=forgetting.word_after):
                return
        else:
            await self._begin(replace(forgetting, dm_channel=channel, word_begun=True))
        await messenger.send(channel, draft, nonce=forgetting.nonce)

    @retried_on_conflict
    async def _begin(self, forgetting: Forgetting) -> None:
        async with self._uow() as uow:
            await uow.forgettings.save(forgetting, by=self._process, keep=True)
            await uow.commit()

    @retried_on_conflict
    async def _postpone(self, forgetting: Forgetting, pause: timedelta) -> None:
        async with self._uow() as uow:
            known = await uow.forgettings.of(forgetting.person)
            if known is None:
                return  # they have come back, and gone again
            later = replace(
                forgetting,
                word_begun=known.word_begun,
                attempts=forgetting.attempts + 1,
                due_at=self._clock() + pause,
            )
            await uow.forgettings.save(later, by=self._process, keep=False)
            await uow.commit()

    @retried_on_conflict
    async def _end(self, forgetting: Forgetting) -> None:
        async with self._uow() as uow:
            await uow.forgettings.remove(forgetting)
            await uow.commit()
