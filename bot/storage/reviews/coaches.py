"""Stores what coaches write for more than one review: profiles, snippets and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select

from bot.core.content import ServerId, UserId
from bot.reviewing.domain.coaches import Note, Profile, Snippet
from bot.storage.database.transaction import Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.schema.interviews import candidates
from bot.storage.schema.reviews import notes, profiles, snippets


class StoredCoaches:
    """`Coaches` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def profile(self, server: ServerId, coach: UserId) -> Profile | None:
        found = await self._db.execute(
            select(profiles.c.sealed).where(profiles.c.server == server, profiles.c.coach == coach)
        )
        row = found.first()
        if row is None:
            return None
        content = sealed_json.unseal(row.sealed, self._vault)
        return Profile(coach=coach, server=server, name=content["name"], bio=content["bio"])

    async def save_profile(self, profile: Profile) -> None:
        sealed = sealed_json.seal({"name": profile.name, "bio": profile.bio}, self._vault)
        await self._db.execute(
            self._db.insert(profiles)
            .values(server=profile.server, coach=profile.coach, sealed=sealed)
            .on_conflict_do_update(index_elements=[profiles.c.server, profiles.c.coach], set_={"sealed": sealed})
        )

    async def snippets(self, server: ServerId) -> Sequence[Snippet]:
        rows = await self._db.execute(select(snippets).where(snippets.c.server == server))
        # Databases do not agree on how to sort text.
        return [self._snippet(row) for row in sorted(rows, key=lambda row: row.folded_name)]

    async def snippet(self, server: ServerId, name: str) -> Snippet | None:
        row = (await self._db.execute(select(snippets).where(_is_named(server, name)))).first()
        return None if row is None else self._snippet(row)

    async def save_snippet(self, snippet: Snippet) -> Snippet:
        values = {
            "name": snippet.name,
            "author": snippet.author,
            "sealed": sealed_json.seal(snippet.text, self._vault),
        }
        stored = await self._db.execute(
            self._db.insert(snippets)
            .values(server=snippet.server, folded_name=snippet.name.casefold(), **values)
            .on_conflict_do_update(index_elements=[snippets.c.server, snippets.c.folded_name], set_=values)
            .returning(snippets.c.id)
        )
        return replace(snippet, id=stored.scalar_one())

    async def delete_snippet(self, server: ServerId, name: str) -> bool:
        gone = await self._db.execute(delete(snippets).where(_is_named(server, name)).returning(snippets.c.id))
        return gone.first() is not None

    async def notes(self, server: ServerId, candidate: UserId) -> Sequence[Note]:
        rows = await self._db.execute(
            select(notes)
            .where(notes.c.server == server, notes.c.candidate_id == candidate)
            .order_by(notes.c.written_at, notes.c.id)
        )
        return [self._note(row) for row in rows]

    async def add_note(self, note: Note) -> None:
        await self._db.execute(self._db.insert(candidates).values(id=note.candidate).on_conflict_do_nothing())
        await self._db.execute(
            insert(notes).values(
                server=note.server,
                candidate_id=note.candidate,
                named=note.named,
                author=note.author,
                sealed=sealed_json.seal(note.text, self._vault),
                written_at=note.written_at,
            )
        )

    async def delete_note(self, server: ServerId, note: int) -> bool:
        gone = await self._db.execute(
            delete(notes).where(notes.c.server == server, notes.c.id == note).returning(notes.c.id)
        )
        return gone.first() is not None

    def _snippet(self, row: Row[Any]) -> Snippet:
        return Snippet(
            id=row.id,
            server=ServerId(row.server),
            name=row.name,
            text=sealed_json.unseal(row.sealed, self._vault),
            author=UserId(row.author),
        )

    def _note(self, row: Row[Any]) -> Note:
        return Note(
            id=row.id,
            server=ServerId(row.server),
            candidate=UserId(row.candidate_id),
            named=row.named,
            author=UserId(row.author),
            text=sealed_json.unseal(row.sealed, self._vault),
            written_at=row.written_at,
        )


def _is_named(server: ServerId, name: str) -> ColumnElement[bool]:
    return (snippets.c.server == server) & (snippets.c.folded_name == name.casefold())
