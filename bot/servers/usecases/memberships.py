"""Asks Discord in which servers a candidate is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.core.content import UserId
from bot.outbound.messenger import NOT_ANSWERED, Messenger
from bot.servers.domain.model import Server

MOST_ASKED = 20
LONGEST_ASKED = 10.0
"""Seconds that Discord has where nothing is known of the candidate: too long for a form, but not for a sentence."""


class Memberships:
    """Where a candidate is a member now; nothing is stored."""

    def __init__(self, *, messenger: Messenger, patience: float) -> None:
        """`patience`: the seconds that Discord has to say whether a candidate is in a server."""
        self._messenger = messenger
        self._patience = patience

    async def of(self, candidate: UserId, *, known: Sequence[Server], others: Sequence[Server]) -> Sequence[Server]:
        """The servers that the candidate is in, if Discord says so in time: a form has to open within seconds.

        If it does not, the servers count in which the candidate is known to have been active. Where there is none, it
        is worth a longer wait: that there are no coaches would be said wrongly.
        """
        asked = list({each.id: each for each in (*known, *others)}.values())[:MOST_ASKED]
        if not asked:
            return []
        answers = {each.id: asyncio.create_task(self._is_member(candidate, each)) for each in asked}
        _, late = await asyncio.wait(answers.values(), timeout=self._patience)
        if late and not known and not any(each.result() for each in answers.values() if each.done()):
            _, late = await asyncio.wait(answers.values(), timeout=LONGEST_ASKED)
        for each in late:
            each.cancel()
        there = {server: each.result() if each not in late else None for server, each in answers.items()}
        return [each for each in asked if (each in known if there[each.id] is None else there[each.id])]

    async def _is_member(self, candidate: UserId, server: Server) -> bool | None:
        """None if Discord does not say."""
        try:
            return await self._messenger.member(server.id, candidate) is not None
        except NOT_ANSWERED:
            return None
