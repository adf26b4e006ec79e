"""Whoever stays anonymous has one name in a server, another one in each other server, and shares it with nobody."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from bot.core.content import ServerId, UserId
from bot.core.locks import KeyedLocks
from bot.core.waits import Waits
from bot.interviewing.domain.events import NextPressed
from bot.reviewing.usecases.submissions import Submissions
from tests.builders import CANDIDATE, NOON, SERVER
from tests.usecases.process import Process, a_cause
from tests.usecases.reviewing import answered, set_up

OTHER = ServerId(SERVER + 1)
CANDY = UserId(CANDIDATE + 1)
NEXT = NextPressed(at=NOON)


class Stubborn(Random):
    """Proposes the same name each time."""

    def choice(self, seq: Sequence[Any]) -> Any:
        return seq[0]


async def test_an_alias_is_stable_in_a_server_and_never_the_same_in_two_or_for_two(bot: Process) -> None:
    requests = Submissions(
        unit_of_work=bot.unit_of_work,
        locks=KeyedLocks(),
        clock=bot.clock,
        chance=Stubborn(7),
        messenger=bot.discord,
        admission=bot.admission,
        patience=Waits().membership,
    )
    for server in (SERVER, OTHER):
        await set_up(bot, id=server)

    async def sent(candidate: UserId, server: ServerId, question: int) -> str:
        live = await bot.lookups.live_interview(candidate)
        await requests.send(
            candidate,
            cause=(cause := a_cause()),
            form=cause.partition(":")[2],
            server=server,
            interview=live.id,
            question=question,
            focus="Is it too long?",
            name=None,
            locale="en-US",
        )
        async with bot.unit_of_work() as uow:
            (review,) = await uow.reviews.of_answer(live.id, question)
        return review.shown_name

    names = {}
    for candidate in (CANDIDATE, CANDY):
        await answered(bot, candidate)
        names[candidate, SERVER] = await sent(candidate, SERVER, 1)
        for question, server in ((2, OTHER), (3, SERVER)):
            await bot.press(NEXT, candidate)
            await bot.deliver(candidate)
            await bot.answer("I would measure first.", candidate)
            name = await sent(candidate, server, question)
            assert names.setdefault((candidate, server), name) == name

    in_server = {names[CANDIDATE, SERVER], names[CANDY, SERVER]}
    assert len(in_server) == 2
    assert names[CANDIDATE, SERVER] != names[CANDIDATE, OTHER]
    assert names[CANDY, SERVER] != names[CANDY, OTHER]
