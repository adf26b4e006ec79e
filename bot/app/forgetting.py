"""Builds what forgets a person."""

from __future__ import annotations

from collections.abc import Callable

from bot.client.messenger.messenger import DiscordMessenger
from bot.core.content import UserId
from bot.core.leaving import Leaving
from bot.core.locks import KeyedLocks
from bot.core.transactions import Clock
from bot.outbound.request_budget import RequestBudget
from bot.privacy.usecases.forgetting.forget_me import ForgetMe
from bot.privacy.usecases.forgetting.ports import ForgettingUnitOfWork
from bot.privacy.usecases.forgetting.work import ForgettingWork
from bot.privacy.views.forgetting_words import ForgettingMessages
from bot.storage.storage import Storage
from bot.text.texts import Texts


def forgetting(  # noqa: PLR0913 - one argument a collaborator
    unit_of_work: Callable[[], ForgettingUnitOfWork],
    storage: Storage,
    *,
    people: KeyedLocks[UserId],
    leaving: Leaving,
    messenger: DiscordMessenger,
    budget: RequestBudget,
    texts: Texts,
    clock: Clock,
) -> tuple[ForgetMe, ForgettingWork]:
    """What people ask for, and what goes on with it."""
    work = ForgettingWork(
        unit_of_work=unit_of_work,
        locks=people,
        leaving=leaving,
        messenger=messenger,
        budget=budget,
        composer=ForgettingMessages(texts),
        process=storage.process,
        alone=storage.alone,
        clock=clock,
    )
    return ForgetMe(unit_of_work=unit_of_work, locks=people, leaving=leaving, clock=clock), work
