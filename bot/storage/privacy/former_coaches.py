"""Puts a former coach where a coach stood in what is others', and gives back what the coach had claimed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.core.content import FORMER_COACH, ReviewId, ShareId, UserId
from bot.reviewing.domain.counting import waits_since
from bot.reviewing.domain.deadlines import wakes_at
from bot.reviewing.domain.effects import ShowNotice
from bot.reviewing.domain.model import COUNTING, CommentState, Side
from bot.storage.database.transaction import Rows, Transaction
from bot.storage.encryption import sealed_json
from bot.storage.encryption.vault import Vault
from bot.storage.messages import effect_codec
from bot.storage.privacy.registry.of_reviews import names_coach
from bot.storage.reviews.reading import ReviewReading
from bot.storage.schema.interviews import outbox
from bot.storage.schema.reviews import comments, reviews
from bot.storage.schema.sharing import shared_answers, shared_versions

_AT_ONCE = 500
_OVER = frozenset({"closed", "withdrawn"})
_NAMING = ("claim_coach", "claim_since", "claim_until", "coach", "gone", "handed_back", "excluded")


class FormerCoaches:
    """Rewrites rows of others in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._db = transaction
        self._vault = vault
        self._reading = ReviewReading(transaction, vault)

    async def leave(self, coach: UserId) -> Sequence[ReviewId]:
        """Rewrite everything of others that names the coach. Returns their reviews, oldest first.

        Two former coaches are not one person: none of them is among those whom another opinion leaves out.
        """
        rewritten: list[ReviewId] = []
        last = 0
        while rows := await self._following(coach, last):
            last = rows[-1].id
            rewritten += await self._rewrite(coach, rows)
        await self._rewrite_effects(coach)
        return rewritten

    async def leave_shares(self, coach: UserId) -> Sequence[ShareId]:
        """Name the coach no more where they decided about what others share. Returns what still has a card of it."""
        is_decided_by = shared_versions.c.decided_by == coach
        of_others = shared_answers.c.candidate_id != coach
        decided = select(shared_versions.c.share_id).where(is_decided_by)
        found = await self._db.execute(
            update(shared_answers)
            .where(shared_answers.c.id.in_(decided), of_others)
            .values(version=shared_answers.c.version + 1)  # whoever has read it before must not store the name again
            .returning(shared_answers.c.id, shared_answers.c.card)
        )
        rows = found.all()
        await self._db.execute(update(shared_versions).where(is_decided_by).values(decided_by=FORMER_COACH))
        return sorted(ShareId(row.id) for row in rows if row.card is not None)

    async def _following(self, coach: UserId, last: int) -> Sequence[Row[Any]]:
        columns = [reviews.c.id, reviews.c.stage, *(reviews.c[name] for name in _NAMING)]
        found = await self._db.execute(
            select(*columns)
            .where(names_coach(coach), reviews.c.id > last)
            .order_by(reviews.c.id)
            .limit(_AT_ONCE)
            .with_for_update()
        )
        return found.all()

    async def _rewrite(self, coach: UserId, rows: Sequence[Row[Any]]) -> list[ReviewId]:
        wrote_or_read = await self._rewrite_comments(coach, [row.id for row in rows])
        changed = []
        for row in rows:
            before = {name: getattr(row, name) for name in _NAMING}
            after = _without(coach, before, took_part=row.id in wrote_or_read)
            if after != before or row.id in wrote_or_read:
                changed.append({"of": row.id, **after})
        await self._update_reviews(changed)
        await self._wake_anew([row.id for row in rows if row.stage not in _OVER])
        return [ReviewId(each["of"]) for each in changed]

    async def _update_reviews(self, changed: Rows) -> None:
        if changed:
            await self._db.execute(
                update(reviews)
                .where(reviews.c.id == bindparam("of"))
                .values({name: bindparam(name) for name in _NAMING} | {"version": reviews.c.version + 1}),
                changed,
            )

    async def _wake_anew(self, running: Sequence[int]) -> None:
        """When time decides something next, and since when somebody waits: a claim or a keeper may be gone."""
        found = await self._reading.all_where(reviews.c.id.in_(running)) if running else ()
        for each in found:
            values = {"wake_at": wakes_at(each), "waits_since": waits_since(each)}
            await self._db.execute(update(reviews).where(reviews.c.id == each.id).values(values))

    async def _rewrite_comments(self, coach: UserId, of: Sequence[int]) -> set[int]:
        """What no candidate has received goes. Returns the reviews in which the coach wrote, or was written to."""
        rows = await self._db.execute(select(comments).where(comments.c.review_id.in_(of)))
        changed = []
        for row in rows:
            content = sealed_json.unseal(row.sealed, self._vault)
            is_theirs = row.author == coach and row.side == Side.COACH
            after = content | ({"author_name": ""} if is_theirs else {})
            is_received = row.state in COUNTING
            if is_theirs and not is_received:
                after |= {"text": "", "files": [], "assessment": None, "refused_for": None}
            if content.get("to") == coach:
                after |= {"to": FORMER_COACH}
            if is_theirs or after != content:
                kept = not is_theirs or is_received
                changed.append(
                    {
                        "of": row.review_id,
                        "which": row.number,
                        "by": FORMER_COACH if is_theirs else row.author,
                        "said": sealed_json.seal(after, self._vault),
                        "became": row.state if kept else CommentState.WITHDRAWN.value,
                        "because": row.why if kept else None,
                    }
                )
        if changed:
            await self._db.execute(
                update(comments)
                .where(comments.c.review_id == bindparam("of"), comments.c.number == bindparam("which"))
                .values(
                    author=bindparam("by"),
                    sealed=bindparam("said"),
                    state=bindparam("became"),
                    why=bindparam("because"),
                ),
                changed,
            )
        return {each["of"] for each in changed}

    async def _rewrite_effects(self, coach: UserId) -> None:
        """Whom a notice pings is part of it, and stays in the outbox for as long as its review."""
        rows = await self._db.execute(
            select(outbox.c.id, outbox.c.kind, outbox.c.effect).where(
                outbox.c.review_id.is_not(None), outbox.c.effect.contains(str(coach))
            )
        )
        changed = []
        for row in rows:
            effect = effect_codec.decode_effect(row.kind, row.effect)
            if isinstance(effect, ShowNotice) and concerns(effect, coach):
                kind, fields = effect_codec.encode_effect(_for_nobody(effect, coach))
                changed.append({"of": row.id, "named": kind, "shows": fields})
        if changed:
            await self._db.execute(
                update(outbox)
                .where(outbox.c.id == bindparam("of"))
                .values(kind=bindparam("named"), effect=bindparam("shows")),
                changed,
            )


def concerns(notice: ShowNotice, coach: UserId) -> bool:
    """True if the notice pings this coach."""
    return notice.person == coach or coach in notice.called


def _for_nobody(notice: ShowNotice, coach: UserId) -> ShowNotice:
    person = None if notice.person == coach else notice.person
    return replace(notice, person=person, called=tuple(each for each in notice.called if each != coach))


def _without(coach: UserId, before: dict[str, Any], *, took_part: bool) -> dict[str, Any]:
    """The columns that name coaches, without this one."""
    after = dict(before)
    if before["claim_coach"] == coach:
        after |= {"claim_coach": None, "claim_since": None, "claim_until": None}
    gone = _listed(before["gone"])
    if before["coach"] == coach:
        after["coach"] = FORMER_COACH
    if took_part or coach in gone or after["coach"] == FORMER_COACH:
        # Nobody waits for a former coach: what they kept is all coaches'.
        gone = {*(each for each in gone if each != coach), FORMER_COACH}
    after["gone"] = _list(gone)
    after["handed_back"] = after["coach"] in gone
    after["excluded"] = _list(each for each in _listed(before["excluded"]) if each != coach)
    return after


def _listed(stored: str) -> set[int]:
    return set(json.loads(stored))


def _list(people: Iterable[int]) -> str:
    return json.dumps(sorted(people))
