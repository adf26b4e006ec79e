"""The server and the people of an evening."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from playground.interactions.invocation import Invocation
from playground.server import Playground
from tests.chaos.people.actor import Actor
from tests.chaos.people.candidates import Candidate
from tests.chaos.people.coaches import Admin, Coach
from tests.chaos.people.ledger import Ledger
from tests.chaos.plan import ADMIN, CANDIDATES, COACHES
from tests.wire.practice import Practice

_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One server that is set up, with five candidates, two coaches and an admin."""

    playground: Playground
    practice: Practice
    ledger: Ledger
    candidates: tuple[Candidate, ...]
    coaches: tuple[Coach, ...]
    admin: Admin

    @classmethod
    async def furnished(cls, playground: Playground, *, sharing: bool = False) -> Scene:
        """Everybody is there, and the admin has used `/setup coaches` and, if answers are shared, `/setup sharing`."""
        scene = cls.with_everybody(playground)
        await _in_force(scene.practice.set_up)
        if sharing:
            await _in_force(scene.switch_sharing)
        playground.world.listen(scene.ledger.notice)
        return scene

    @classmethod
    def with_everybody(cls, playground: Playground) -> Scene:
        """Everybody is there, and nothing has happened."""
        practice = Practice.furnish(playground)
        ledger = Ledger(playground.world.bot_id)
        candidates = []
        for name in CANDIDATES:
            person = playground.add_user(name)
            playground.add_member(practice.guild, person)
            dm = playground.world.dm_with(person.id).id
            ledger.owners[dm] = name
            candidates.append(Candidate(name, person, playground, ledger, dm=dm, general=practice.general.id))
        coaches = [
            Coach(name, practice.coach(name, lead=name == COACHES[-1]), playground, ledger, practice=practice)
            for name in COACHES
        ]
        return cls(
            playground=playground,
            practice=practice,
            ledger=ledger,
            candidates=tuple(candidates),
            coaches=tuple(coaches),
            admin=Admin(ADMIN, practice.admin, playground, ledger, practice=practice),
        )

    async def switch_sharing(self) -> Invocation:
        """Let candidates share their answers."""
        used = await self.practice.admin.slash(self.practice.general.id, "setup sharing", answers="on")
        return await used.settled()

    @property
    def actors(self) -> dict[str, Actor]:
        return {each.name: each for each in (*self.candidates, *self.coaches, self.admin)}

    @property
    def accounts(self) -> dict[str, int]:
        return {name: int(each.person.id) for name, each in self.actors.items()}


async def _in_force(command: Callable[[], Awaitable[Invocation]]) -> None:
    """An admin who reads that a command has failed uses it again: the machine may be too busy to answer in time."""
    for _ in range(_TRIES):
        with suppress(TimeoutError):
            if not (await command()).failed:
                return
    raise TimeoutError("the admin cannot set up the server")
