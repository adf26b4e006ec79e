"""Stores shared answers with their versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, case, delete, exists, func, or_, select, update

from bot.core.content import ChannelId, MessageId, ServerId, ShareId, UserId
from bot.core.transactions import ConcurrentUpdate
from bot.sharing.domain.model import (
    SharedAnswer,
    SharedCard,
    SharedQuestion,
    SharedVersion,
    VersionState,
    VoteCount,
)
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.sealed_json import seal, unseal
from bot.storage.encryption.vault import Vault
from bot.storage.schema.interviews import ParcelState, is_in, outbox
from bot.storage.schema.reviews import servers
from bot.storage.schema.sharing import share_votes, shared_answers, shared_versions

_HAS_VERSIONS = exists().where(shared_versions.c.share_id == shared_answers.c.id)
_WAITS = exists().where(
    shared_versions.c.share_id == shared_answers.c.id, shared_versions.c.state == VersionState.WAITING
)


class StoredShares:
    """`SharedAnswers` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def add(self, share: SharedAnswer) -> SharedAnswer:
        question = share.question
        added = await self._db.execute(
            self._db.insert(shared_answers)
            .values(
                server=share.server,
                candidate_id=share.writer,
                bank=question.bank,
                question_id=question.id,
                wording=question.wording,
                bank_title=question.bank_title,
                question=question.text,
                **_changing(share, version=1),
            )
            .on_conflict_do_nothing()
            .returning(shared_answers.c.id)
        )
        number = added.scalar_one_or_none()
        if number is None:
            raise ConcurrentUpdate(share.writer)
        stored = replace(share, id=ShareId(number), version=1)
        await self._store_versions(stored, known=())
        return stored

    async def get(self, share: ShareId) -> SharedAnswer | None:
        return await self._first(shared_answers.c.id == share)

    async def save(self, share: SharedAnswer) -> SharedAnswer:
        stored = await self._db.execute(
            update(shared_answers)
            .where(shared_answers.c.id == share.id, shared_answers.c.version == share.version)
            .values(**_changing(share, version=share.version + 1))
            .returning(shared_answers.c.id)
        )
        if stored.first() is None:
            raise ConcurrentUpdate(share.id)
        if share.is_taken_back:
            await self._db.execute(delete(share_votes).where(share_votes.c.share_id == share.id))
            await self._db.execute(delete(shared_versions).where(shared_versions.c.share_id == share.id))
        else:
            rows = await self._db.execute(select(shared_versions).where(shared_versions.c.share_id == share.id))
            await self._store_versions(share, known=[self._version(row) for row in rows])
        return replace(share, version=share.version + 1)

    async def own(self, writer: UserId, server: ServerId, question: SharedQuestion) -> SharedAnswer | None:
        return await self._first(
            (shared_answers.c.candidate_id == writer)
            & (shared_answers.c.server == server)
            & (shared_answers.c.bank == question.bank)
            & (shared_answers.c.question_id == question.id)
            & (shared_answers.c.wording == question.wording)
        )

    async def of(self, writer: UserId) -> Sequence[SharedAnswer]:
        return await self._read((shared_answers.c.candidate_id == writer) & _HAS_VERSIONS)

    async def count_waiting(self, server: ServerId, writer: UserId) -> int:
        await self._db.lock(f"shares of {writer} in {server}")
        counted = await self._db.execute(
            select(func.count())
            .select_from(shared_answers)
            .where(shared_answers.c.candidate_id == writer, shared_answers.c.server == server, _WAITS)
        )
        return int(counted.scalar_one())

    async def with_card(self, message: MessageId) -> SharedAnswer | None:
        return await self._first(shared_answers.c.card == message)

    async def misplaced(self) -> Sequence[ShareId]:
        moves = exists().where(
            outbox.c.share_id == shared_answers.c.id, outbox.c.destination.not_like("dm:%"), is_in(ParcelState.WAITING)
        )
        rows = await self._db.execute(
            select(shared_answers.c.id)
            .join(servers, servers.c.id == shared_answers.c.server)
            .where(
                shared_answers.c.card_channel != servers.c.review_channel,
                servers.c.removed_at.is_(None),
                or_(shared_answers.c.hidden_since.is_not(None), _WAITS),
                ~moves,
            )
            .order_by(shared_answers.c.id)
        )
        return [ShareId(each) for each in rows.scalars()]

    async def votes(self, shares: Collection[ShareId]) -> Mapping[ShareId, VoteCount]:
        if not shares:
            return {}
        rows = await self._db.execute(
            select(
                share_votes.c.share_id,
                func.sum(case((share_votes.c.helpful, 1), else_=0)).label("helpful"),
                func.count().label("votes"),
            )
            .where(share_votes.c.share_id.in_(shares))
            .group_by(share_votes.c.share_id)
        )
        return {
            ShareId(row.share_id): VoteCount(helpful=int(row.helpful), other=row.votes - int(row.helpful))
            for row in rows
        }

    async def _first(self, condition: ColumnElement[bool]) -> SharedAnswer | None:
        return next(iter(await self._read(condition)), None)

    async def _read(self, condition: ColumnElement[bool]) -> Sequence[SharedAnswer]:
        rows = (
            await self._db.execute(select(shared_answers).where(condition).order_by(shared_answers.c.id.desc()))
        ).all()
        if not rows:
            return []
        versions: dict[int, list[SharedVersion]] = {row.id: [] for row in rows}
        found = await self._db.execute(
            select(shared_versions)
            .where(shared_versions.c.share_id.in_(versions))
            .order_by(shared_versions.c.share_id, shared_versions.c.number)
        )
        for row in found:
            versions[row.share_id].append(self._version(row))
        return [_share(row, tuple(versions[row.id])) for row in rows]

    async def _store_versions(self, share: SharedAnswer, *, known: Collection[SharedVersion]) -> None:
        """Those that a new one takes the place of come first: one at most waits, and one at most is approved."""
        changed = [each for each in share.versions if each not in known]
        there = {each.number for each in known}
        for each in sorted(changed, key=lambda each: each.state is not VersionState.REPLACED):
            values = {
                "state": each.state,
                "sealed": None if each.state is VersionState.REPLACED else seal([each.text, each.reason], self._vault),
                "written_at": each.written_at,
                "decided_by": each.decided_by,
                "decided_at": each.decided_at,
            }
            if each.number in there:
                is_it = (shared_versions.c.share_id == share.id) & (shared_versions.c.number == each.number)
                await self._db.execute(update(shared_versions).where(is_it).values(**values))
            else:
                new = self._db.insert(shared_versions).values(share_id=share.id, number=each.number, **values)
                await self._db.execute(new)

    def _version(self, row: Row[Any]) -> SharedVersion:
        text, reason = ("", "") if row.sealed is None else unseal(row.sealed, self._vault)
        return SharedVersion(
            number=row.number,
            text=text,
            state=VersionState(row.state),
            written_at=row.written_at,
            decided_by=None if row.decided_by is None else UserId(row.decided_by),
            decided_at=row.decided_at,
            reason=reason,
        )


def _changing(share: SharedAnswer, *, version: int) -> dict[str, Any]:
    """The columns that may change."""
    card = share.card
    return {
        "locale": share.locale,
        "written": share.written,
        "card_channel": None if card is None else card.channel,
        "card": None if card is None else card.message,
        "card_shown_at": None if card is None else card.shown_at,
        "card_outdated": share.card_outdated,
        "hidden_since": share.hidden_since,
        "version": version,
    }


def _share(row: Row[Any], versions: tuple[SharedVersion, ...]) -> SharedAnswer:
    card = None
    if row.card is not None:
        card = SharedCard(channel=ChannelId(row.card_channel), message=MessageId(row.card), shown_at=row.card_shown_at)
    return SharedAnswer(
        id=ShareId(row.id),
        server=ServerId(row.server),
        writer=UserId(row.candidate_id),
        question=SharedQuestion(bank=row.bank, bank_title=row.bank_title, id=row.question_id, text=row.question),
        locale=row.locale,
        versions=versions,
        written=row.written,
        card=card,
        card_outdated=row.card_outdated,
        hidden_since=row.hidden_since,
        version=row.version,
    )
