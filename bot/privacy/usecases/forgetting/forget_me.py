"""Begins to forget a person who asks for it, and says how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.content import ChannelId, UserId
from bot.core.leaving import Leaving
from bot.core.locks import KeyedLocks
from bot.core.retrying import in_turn
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.outbound.messenger import new_nonce
from bot.privacy.domain.belongings import Summary
from bot.privacy.domain.forgetting import Forgetting, fingerprint_of, is_typed_word
from bot.privacy.domain.forgetting_errors import ForgettingPageOld, NothingToForget, WordNotTyped
from bot.privacy.usecases.forgetting.ports import ForgettingUnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgettingProgress:
    """How far it is."""

    forgetting: Forgetting
    steps_left: int
    """In servers."""
    is_new: bool = False
    """True if it has just been asked for."""


class ForgetMe:
    """Each method is one transaction."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ForgettingUnitOfWork],
        locks: KeyedLocks[UserId],
        leaving: Leaving,
        clock: Clock,
    ) -> None:
        self._uow = unit_of_work
        self._locks = locks
        self._leaving = leaving
        self._clock = clock

    async def asked(self, person: UserId) -> Summary | ForgettingProgress:
        """What would go, or how far it is if it goes already.

        Raises:
            NothingToForget: nothing is stored of this person.
        """
        async with self._uow() as uow:
            known = await uow.forgettings.of(person)
            if known is not None and known.keeps_out:
                return await _progress(uow, known)
            summary = await uow.belongings.summary(person)
            is_anything = await is_anything_left(uow, person)
            if not is_anything and known is not None:
                return await _progress(uow, known)
        if not is_anything:
            raise NothingToForget
        return summary

    @in_turn
    async def begin(
        self, person: UserId, *, typed: str, confirmed: str, locale: str, channel: ChannelId | None
    ) -> ForgettingProgress:
        """Delete everything of this person from now on. Safe to call twice.

        `typed`: what they typed for the word. `confirmed`: the fingerprint of the summary that they have read.
        `channel`: their direct messages, if they asked there.

        Raises:
            WordNotTyped, NothingToForget: nothing is deleted.
            ForgettingPageOld: something else is stored by now than they have read.
        """
        if not is_typed_word(typed):
            raise WordNotTyped
        async with self._uow() as uow:
            known = await uow.forgettings.of(person)
            if known is not None and known.keeps_out:
                return await _progress(uow, known)
            summary = await uow.belongings.summary(person)
            if not await is_anything_left(uow, person):
                raise NothingToForget
            if fingerprint_of(summary) != confirmed:
                raise ForgettingPageOld
            if known is not None:  # they have come back before the last word of an earlier one was said
                await uow.forgettings.remove(known)
            now = self._clock()
            forgetting = Forgetting(
                person=person,
                locale=locale,
                dm_channel=channel or await uow.belongings.dm_of(person),
                since=now,
                asked_at=now,
                nonce=new_nonce(),
                due_at=now,
            )
            is_new = await uow.forgettings.add(forgetting)
            await uow.forgettings.hasten(person, now=now)
            await uow.commit()
            self._leaving.add(person, forgetting.dm_channel)
        return ForgettingProgress(forgetting=forgetting, steps_left=0, is_new=is_new)


async def is_anything_left(uow: ForgettingUnitOfWork, person: UserId) -> bool:
    """True if anything is stored of this person, or shown: at least their direct messages, of which the bot knows."""
    found = uow.belongings
    return bool(await found.summary(person) or await found.posts_of(person) or await found.dm_of(person))


async def _progress(uow: ForgettingUnitOfWork, forgetting: Forgetting) -> ForgettingProgress:
    left = await uow.forgettings.count_steps(forgetting.person)
    return ForgettingProgress(forgetting=forgetting, steps_left=left)
