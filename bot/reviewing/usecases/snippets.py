"""The use cases of snippets, texts that the coaches of a server use often."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.content import has_something_to_see
from bot.core.incoming import Member
from bot.core.retrying import retried_on_conflict
from bot.core.transactions import UnitOfWorkFactory
from bot.reviewing.domain.coaches import Snippet
from bot.reviewing.domain.errors import (
    NameInvisible,
    NoSuchSnippet,
    SnippetNameTaken,
    TextInvisible,
)
from bot.reviewing.usecases.ports import ReviewingUnitOfWork
from bot.servers.usecases.permission import server_of_coach


class Snippets:
    """One method is one transaction. Each raises NotSetUp or NotCoach if the member is no coach of the server."""

    def __init__(self, *, unit_of_work: UnitOfWorkFactory[ReviewingUnitOfWork]) -> None:
        self._uow = unit_of_work

    async def snippets(self, member: Member) -> Sequence[Snippet]:
        """The server's snippets, sorted by name."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see snippets")
            return await uow.coaches.snippets(server.id)

    async def snippet(self, member: Member, name: str) -> Snippet:
        """The snippet with this name. Raises NoSuchSnippet."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="see a snippet")
            found = await uow.coaches.snippet(server.id, _in_one_line(name))
        if found is None:
            raise NoSuchSnippet
        return found

    @retried_on_conflict
    async def save_snippet(self, member: Member, *, name: str, text: str, edited: int | None) -> Snippet:
        """Store a new snippet, or a new name or text for the one with the id `edited`. Safe to call twice.

        Raises:
            NameInvisible, TextInvisible: the name or the text has nothing that can be seen.
            SnippetNameTaken: another snippet has that name, and another text.
        """
        name, text = _in_one_line(name), text.strip()
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="save a snippet")
            if not has_something_to_see(name):
                raise NameInvisible
            if not has_something_to_see(text):
                raise TextInvisible
            named = await uow.coaches.snippet(server.id, name)
            if named is not None and named.id != edited and named.text != text:
                raise SnippetNameTaken
            for each in await uow.coaches.snippets(server.id):
                if each.id == edited and each.name != name:
                    await uow.coaches.delete_snippet(server.id, each.name)
            snippet = Snippet(id=0, server=server.id, name=name, text=text, author=member.user)
            saved = await uow.coaches.save_snippet(snippet)
            await uow.commit()
        return saved

    @retried_on_conflict
    async def delete_snippet(self, member: Member, name: str) -> None:
        """Delete the snippet with this name. Raises NoSuchSnippet."""
        async with self._uow() as uow:
            server = await server_of_coach(uow, member, what="delete a snippet")
            if not await uow.coaches.delete_snippet(server.id, _in_one_line(name)):
                raise NoSuchSnippet
            await uow.commit()


def _in_one_line(name: str) -> str:
    """A name as it is stored, with single spaces."""
    return " ".join(name.split())
