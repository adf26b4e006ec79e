"""Finds a candidate's answers, newest first: a page takes two statements, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_

from bot.core.content import InterviewId, MessageId, Part, UserId
from bot.interviewing.domain.model import Mode
from bot.practising.domain.history.answers import AnsweredQuestion, AnswerId, HistoryFilter, PageEdge, PastAnswer, Scope
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.frozen_texts import StoredFrozenTexts
from bot.storage.interviews.interviews import COLUMNS_OF_BANKS
from bot.storage.interviews.part_codec import unseal_part
from bot.storage.interviews.recent import RecentReadings
from bot.storage.interviews.rows import RATINGS, bank_in, ticks_in
from bot.storage.interviews.snapshot_codec import decode_snapshot
from bot.storage.practising.feedback import Judged, answers_in, feedback_for, feedback_in, judged
from bot.storage.schema.frozen import bank_references
from bot.storage.schema.interviews import interviews, parts, rounds

_FIRST_MESSAGE = func.min(parts.c.message_id)
_OF_ROUND = (parts.c.interview_id == rounds.c.interview_id) & (parts.c.number == rounds.c.number)
_ANSWERED = interviews.join(rounds, rounds.c.interview_id == interviews.c.id).join(
    parts, _OF_ROUND & parts.c.follow_up.is_(None)
)
"""The messages of all answers: a question without any is left out, whatever was said to its follow-ups."""
_WITH_BANKS = _ANSWERED.join(bank_references, bank_references.c.id == rounds.c.bank_id)
_SHOWN = (
    interviews.c.mode,
    *COLUMNS_OF_BANKS,
    *(rounds.c[name] for name in ("interview_id", "number", "bank_number", "snapshot_digest", "attempt", "hints")),
    *(rounds.c[name] for name in ("examples_seen", "assisted", "ticks", "rating", "asked_at")),
)


class StoredHistory:
    """`History` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault, recent: RecentReadings) -> None:
        self._db = transaction
        self._vault = vault
        self._texts = StoredFrozenTexts(transaction, recent.texts)

    async def behind(
        self, candidate: UserId, shown: HistoryFilter, edge: PageEdge | None, *, most: int
    ) -> Sequence[PastAnswer]:
        among = await self._among(candidate, shown)
        if among is not None and not among:
            return []
        page = _page(candidate, shown, among, edge, most).subquery()
        order = page.c.first_message.asc() if _goes_newer(edge) else page.c.first_message.desc()
        found = await self._db.execute(
            select(page.c.first_message, *_SHOWN)
            .select_from(page)
            .join(rounds, (rounds.c.interview_id == page.c.interview_id) & (rounds.c.number == page.c.number))
            .join(interviews, interviews.c.id == rounds.c.interview_id)
            .join(bank_references, bank_references.c.id == rounds.c.bank_id)
            .order_by(order)
        )
        rows = found.all()
        if not rows:
            return []
        said = await self._db.execute(feedback_in({InterviewId(row.interview_id) for row in rows}))
        about = judged(said, self._vault)
        texts = await self._texts.read({row.snapshot_digest for row in rows})
        # What was deleted between the statements is gone.
        return [_past(row, texts, about) for row in rows if row.snapshot_digest in texts]

    async def parts(self, wanted: Collection[AnswerId]) -> Mapping[AnswerId, tuple[Part, ...]]:
        rows = await self._db.execute(
            select(parts)
            .where(
                parts.c.interview_id.in_(sorted({each.interview for each in wanted})),
                parts.c.number.in_(sorted({each.number for each in wanted})),
                parts.c.follow_up.is_(None),
            )
            .order_by(parts.c.message_id)
        )
        found: dict[AnswerId, list[Part]] = defaultdict(list)
        for row in rows:
            answer = AnswerId(InterviewId(row.interview_id), row.number)
            if answer in wanted:
                found[answer].append(unseal_part(row.message_id, row.sealed, self._vault))
        return {answer: tuple(written) for answer, written in found.items()}

    async def practised(self, candidate: UserId) -> Sequence[AnsweredQuestion]:
        answered = (
            select(bank_references.c.slug, rounds.c.question_id, _FIRST_MESSAGE.label("first_message"))
            .select_from(_WITH_BANKS)
            .where(interviews.c.candidate_id == candidate)
            .group_by(bank_references.c.slug, rounds.c.question_id, rounds.c.interview_id, rounds.c.number)
            .subquery()
        )
        counted = (
            select(func.max(answered.c.first_message).label("latest"), func.count().label("answers"))
            .group_by(answered.c.slug, answered.c.question_id)
            .subquery()
        )
        found = await self._db.execute(
            select(rounds.c.interview_id, rounds.c.number, rounds.c.bank_number, rounds.c.snapshot_digest)
            .add_columns(counted.c.answers, *COLUMNS_OF_BANKS)
            .select_from(counted)
            .join(parts, parts.c.message_id == counted.c.latest)
            .join(rounds, _OF_ROUND)
            .join(bank_references, bank_references.c.id == rounds.c.bank_id)
            .order_by(counted.c.latest.desc())
        )
        rows = found.all()
        texts = await self._texts.read({row.snapshot_digest for row in rows})
        return [
            AnsweredQuestion(
                latest=AnswerId(InterviewId(row.interview_id), row.number),
                bank=bank_in(row),
                bank_number=row.bank_number,
                text=decode_snapshot(texts[row.snapshot_digest])[0].text,
                answers=row.answers,
            )
            for row in rows
            if row.snapshot_digest in texts
        ]

    async def _among(self, candidate: UserId, shown: HistoryFilter) -> set[AnswerId] | None:
        """The answers that coaches have said something about; None where that does not matter.

        A person reads what people wrote for them: these are few, so their grades can be opened one by one.
        """
        if shown.grade is None and not shown.with_feedback:
            return None
        rows = (await self._db.execute(feedback_for(candidate))).all()
        if shown.grade is None:
            return answers_in(rows)
        return {answer for answer, said in judged(rows, self._vault).items() if said.grade is shown.grade}


def _page(
    candidate: UserId, shown: HistoryFilter, among: Collection[AnswerId] | None, edge: PageEdge | None, most: int
) -> Select[Any]:
    """The answers of a page, by their first messages."""
    found = (
        select(rounds.c.interview_id, rounds.c.number, _FIRST_MESSAGE.label("first_message"))
        .select_from(_ANSWERED if shown.scope is Scope.ALL else _WITH_BANKS)
        .where(interviews.c.candidate_id == candidate)
        .group_by(rounds.c.interview_id, rounds.c.number)
        .limit(most)
    )
    if shown.scope is not Scope.ALL and shown.about is not None:
        found = found.where(bank_references.c.slug == _of_about("slug", candidate, shown.about))
        if shown.scope is Scope.QUESTION:
            found = found.where(rounds.c.question_id == _of_about("question_id", candidate, shown.about))
    if among is not None:
        # The first condition is for the index: SQLite searches none for pairs.
        found = found.where(
            rounds.c.interview_id.in_(sorted({each.interview for each in among})),
            tuple_(rounds.c.interview_id, rounds.c.number).in_([tuple(each) for each in sorted(among)]),
        )
    if edge is None:
        return found.order_by(_FIRST_MESSAGE.desc())
    if edge.newer:
        return found.having(edge.message < _FIRST_MESSAGE).order_by(_FIRST_MESSAGE.asc())
    return found.having(edge.message > _FIRST_MESSAGE).order_by(_FIRST_MESSAGE.desc())


def _of_about(column: str, candidate: UserId, about: AnswerId) -> ColumnElement[Any]:
    """What the round of an answer has in this column; NULL if it is somebody else's."""
    asked, banks, begun = rounds.alias(), bank_references.alias(), interviews.alias()
    wanted = (banks if column in banks.c else asked).c[column]
    return (
        select(wanted)
        .select_from(asked)
        .join(banks, banks.c.id == asked.c.bank_id)
        .join(begun, begun.c.id == asked.c.interview_id)
        .where(
            asked.c.interview_id == about.interview, asked.c.number == about.number, begun.c.candidate_id == candidate
        )
        .scalar_subquery()
    )


def _goes_newer(edge: PageEdge | None) -> bool:
    return edge is not None and edge.newer


def _past(row: Row[Any], texts: Mapping[bytes, str], about: Mapping[AnswerId, Judged]) -> PastAnswer:
    answer = AnswerId(InterviewId(row.interview_id), row.number)
    said = about.get(answer, Judged())
    return PastAnswer(
        id=answer,
        first_message=MessageId(row.first_message),
        bank=bank_in(row),
        bank_number=row.bank_number,
        question=decode_snapshot(texts[row.snapshot_digest])[0],
        mode=Mode(row.mode),
        attempt=row.attempt,
        hints=row.hints,
        examples_seen=row.examples_seen,
        assisted=row.assisted,
        ticks=ticks_in(row.ticks),
        rating=RATINGS[row.rating],
        asked_at=row.asked_at,
        grade=said.grade,
        covered=said.covered,
        feedback=said.comments,
    )
