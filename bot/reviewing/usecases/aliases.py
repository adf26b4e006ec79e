"""Gives a candidate who stays anonymous a name, the same each time in a server, and another one elsewhere."""

from __future__ import annotations

from random import Random

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.alias import alias
from bot.reviewing.usecases.ports import ReviewingUnitOfWork


async def alias_of(uow: ReviewingUnitOfWork, server: ServerId, candidate: UserId, chance: Random) -> str:
    """The name by which coaches of the server know the candidate; nobody else has it there.

    Coaches of two servers do not recognise somebody by it.
    """
    known = await uow.aliases.of(server, candidate)
    elsewhere = await uow.aliases.all_of(candidate)
    tries = 0
    while known is None:
        proposed = alias(chance, tries)
        tries += 1
        if proposed not in elsewhere and await uow.aliases.take(server, candidate, proposed):
            known = proposed
    return known
