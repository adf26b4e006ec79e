"""Ends what is on its way for a person, and then deletes all that is stored of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.core.content import ReviewId, UserId
from bot.core.leaving import Leaving
from bot.core.locks import KeyedLocks
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import Clock, UnitOfWorkFactory
from bot.formatting.words import shortened
from bot.privacy.domain.forgetting import Forgetting, erased, may_erase, steps_after
from bot.privacy.usecases.forgetting.former_coach import show_card_without, show_without
from bot.privacy.usecases.forgetting.ports import ForgettingUnitOfWork

log = logging.getLogger(__name__)

CLOSING_LOOKED_AT = timedelta(seconds=0.25)
"""How often it is looked whether what was being sent has come to its end."""
_LONGEST_ABOUT = 200


class Closing:
    """One transaction deletes everything and stores what is left to do on Discord: a process may die at any moment."""

    def __init__(
        self,
        *,
        unit_of_work: UnitOfWorkFactory[ForgettingUnitOfWork],
        locks: KeyedLocks[UserId],
        leaving: Leaving,
        process: str,
        known_after: timedelta,
        clock: Clock,
    ) -> None:
        """`known_after`: the time in which all processes hear that somebody is leaving."""
        self._uow = unit_of_work
        self._locks = locks
        self._leaving = leaving
        self._process = process
        self._known_after = known_after
        self._clock = clock

    @retried_on_conflict
    async def go_on(self, forgetting: Forgetting) -> None:
        """Delete everything if nothing can come any more that would be left behind; else look again soon."""
        person = forgetting.person
        # Whoever of this process has begun something before ends it first.
        async with self._locks.lock(person), self._uow() as uow:
            now = self._clock()
            is_awaited = await uow.forgettings.is_awaited(person, now=now)
            if not may_erase(forgetting, is_awaited=is_awaited, known_after=self._known_after, now=now):
                await uow.forgettings.save(
                    replace(forgetting, due_at=now + CLOSING_LOOKED_AT), by=self._process, keep=False
                )
                await uow.commit()
                return
            posts = list(await uow.belongings.posts_of(person))
            dm_channel = await uow.belongings.dm_of(person)
            about = await _about(uow, person)
            result = await uow.belongings.erase(person, at=now)
            for review in result.to_show_anew:
                posts += await uow.forgettings.reminders_in(review)
                await show_without(uow, review, now=now)
            for share in result.shares_to_show_anew:
                await show_card_without(uow, share, now=now)
            steps = steps_after(posts, result.reviews_gone, about)
            await uow.forgettings.add_steps(person, steps, at=now)
            clearing = erased(forgetting, dm_channel=dm_channel, at=now)
            await uow.forgettings.save(clearing, by=self._process, keep=False)
            await uow.commit()
            self._leaving.add(person, clearing.dm_channel)
        log.info("person forgotten, clearing begins", extra={"steps": len(steps), "waited": not is_awaited})


async def _about(uow: ForgettingUnitOfWork, person: UserId) -> Mapping[ReviewId, str]:
    """What the candidate's running reviews are about, in words that name nobody."""
    about: dict[ReviewId, str] = {}
    for review in await uow.reviews.in_conversation(person):
        first = review.attempts[0]
        interview = await uow.interviews.get(first.interview)
        if interview is not None:
            asked = interview.round(first.question)
            about[review.id] = shortened(f"{asked.bank.title} no. {asked.bank_number}", _LONGEST_ABOUT)
    return about
