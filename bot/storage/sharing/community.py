"""Stores what candidates of a server see of each other's answers, what they vote, and what they report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, Label, Select, and_, case, exists, func, not_, select, update

from bot.core.content import ServerId, ShareId, UserId
from bot.interviewing.domain.afterwards.community import ApprovedAnswer, CommunityView
from bot.sharing.domain.model import SharedQuestion, VersionState
from bot.sharing.domain.ranking import Ranked
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.sealed_json import unseal
from bot.storage.encryption.vault import Vault
from bot.storage.schema.reviews import servers
from bot.storage.schema.sharing import share_reports, share_votes, shared_answers, shared_versions

_APPROVED = shared_answers.join(
    shared_versions,
    and_(
        shared_versions.c.share_id == shared_answers.c.id,
        shared_versions.c.state == VersionState.APPROVED,
    ),
)


class StoredCommunity:
    """`Community` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault

    async def best(
        self,
        server: ServerId,
        question: SharedQuestion,
        viewer: UserId,
        *,
        choose: Callable[[Sequence[Ranked]], Sequence[ShareId]],
    ) -> CommunityView:
        all_rows = (await self._db.execute(_approved(server, question, viewer))).all()
        rows = [row for row in all_rows if row.id is not None]
        ranked = [
            Ranked(share=ShareId(row.id), helpful=row.helpful, votes=row.votes, approved_at=row.decided_at)
            for row in rows
        ]
        found = {row.id: row for row in rows}
        answers = [
            ApprovedAnswer(
                share=share,
                version=found[share].number,
                text=unseal(found[share].sealed, self._vault)[0],
                own=found[share].candidate_id == viewer,
                found_helpful=None if found[share].vote is None else bool(found[share].vote),
                reported=bool(found[share].reported),
            )
            for share in choose(ranked)
        ]
        # A server that shares has a row even where there is nothing.
        return CommunityView(answers=answers, may_share=bool(all_rows))

    async def writer_of_shown(
        self, share: ShareId, version: int, server: ServerId, question: SharedQuestion
    ) -> UserId | None:
        rows = await self._db.execute(
            _shown(server, question)
            .with_only_columns(shared_answers.c.candidate_id)
            .where(shared_answers.c.id == share, shared_versions.c.number == version)
        )
        writer = rows.scalar_one_or_none()
        return None if writer is None else UserId(writer)

    async def vote(self, share: ShareId, voter: UserId, *, helpful: bool) -> None:
        new = self._db.insert(share_votes).values(share_id=share, voter=voter, helpful=helpful)
        await self._db.execute(
            new.on_conflict_do_update(index_elements=["share_id", "voter"], set_={"helpful": helpful})
        )

    async def report(self, share: ShareId, version: int, reporter: UserId) -> int:
        await self._db.lock(f"reports of share {share}")
        new = self._db.insert(share_reports).values(share_id=share, number=version, reporter=reporter, settled=False)
        await self._db.execute(new.on_conflict_do_nothing())
        return await self.reports(share, version)

    async def reports(self, share: ShareId, version: int) -> int:
        counted = await self._db.execute(select(func.count()).select_from(share_reports).where(_open(share, version)))
        return int(counted.scalar_one())

    async def settle_reports(self, share: ShareId, version: int) -> None:
        await self._db.lock(f"reports of share {share}")
        await self._db.execute(update(share_reports).where(_open(share, version)).values(settled=True))


def _open(share: ShareId, version: int) -> ColumnElement[bool]:
    return and_(share_reports.c.share_id == share, share_reports.c.number == version, not_(share_reports.c.settled))


def _shown(server: ServerId, question: SharedQuestion) -> Select[tuple[()]]:
    """What candidates of the server may see beside the question; one row of nothing if there is nothing."""
    to_it = and_(
        shared_answers.c.server == servers.c.id,
        shared_answers.c.bank == question.bank,
        shared_answers.c.question_id == question.id,
        shared_answers.c.wording == question.wording,
        shared_answers.c.hidden_since.is_(None),
    )
    return (
        select()
        .select_from(servers.outerjoin(_APPROVED, to_it))
        .where(servers.c.id == server, servers.c.sharing, servers.c.removed_at.is_(None))
    )


def _approved(server: ServerId, question: SharedQuestion, viewer: UserId) -> Select[tuple[object, ...]]:
    of_share = share_votes.c.share_id == shared_answers.c.id
    own_vote = (
        select(case((share_votes.c.helpful, 1), else_=0))
        .where(of_share, share_votes.c.voter == viewer)
        .scalar_subquery()
    )
    reported = exists().where(
        share_reports.c.share_id == shared_answers.c.id,
        share_reports.c.number == shared_versions.c.number,
        share_reports.c.reporter == viewer,
    )
    return _shown(server, question).with_only_columns(
        shared_answers.c.id,
        shared_answers.c.candidate_id,
        shared_versions.c.number,
        shared_versions.c.sealed,
        shared_versions.c.decided_at,
        _count(of_share & share_votes.c.helpful, "helpful"),
        _count(of_share, "votes"),
        own_vote.label("vote"),
        reported.label("reported"),
    )


def _count(condition: ColumnElement[bool], name: str) -> Label[int]:
    return select(func.count()).select_from(share_votes).where(condition).scalar_subquery().label(name)
