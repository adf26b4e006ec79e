"""The use cases of profiles, by which coaches are introduced to candidates."""

from __future__ import annotations

from bot.core.content import has_something_to_see
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import UnitOfWorkFactory
from bot.reviewing.domain.coaches import Profile
from bot.reviewing.domain.errors import (
    NameInvisible,
    TextInvisible,
)
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.usecases.permission import server_of_coach


class CoachProfiles:
    """One method is one transaction. Each raises NotSetUp or NotCoach if the member is no coach of the server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def profile(self, member: Member) -> Profile:
        """The coach's profile; until they save one, it has their name in the server."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see a profile")
            known = await uow.coaches.profile(server.id, member.user)
        return known or Profile(coach=member.user, server=member.server, name=member.name)

    @retried_on_conflict
    async def save_profile(self, member: Member, *, name: str, bio: str) -> Profile:
        """Store the coach's profile. Without a name, their name in the server is used.

        Raises:
            NameInvisible, TextInvisible: the name or the bio has characters, but none that can be seen.
        """
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="save a profile")
            if name.strip() and not has_something_to_see(name):
                raise NameInvisible
            if bio.strip() and not has_something_to_see(bio):
                raise TextInvisible
            profile = Profile(
                coach=member.user, server=server.id, name=" ".join(name.split()) or member.name, bio=bio.strip()
            )
            await uow.coaches.save_profile(profile)
            await uow.commit()
        return profile
