"""Reads what a candidate has answered so far, and what coaches have said about it, in two or three statements.

Somebody who has practised all year has thousands of answers. Those of interviews that have not changed are remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, exists, func, select

from bot.core.content import InterviewId, UserId, moment_of_id
from bot.interviewing.domain.model import Mode
from bot.practising.domain.history.answers import AnswerId
from bot.practising.domain.past_attempt import PastAttempt
from bot.practising.domain.plan import QuestionKey
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.interviews import StoredInterviews
from bot.storage.interviews.recent import Answered, AnsweredInterview, RecentReadings
from bot.storage.interviews.rows import RATINGS, ticks_in
from bot.storage.practising.feedback import Judged, feedback_for, feedback_in, judged
from bot.storage.schema.frozen import bank_references
from bot.storage.schema.interviews import interviews, parts, rounds
from bot.storage.schema.reviews import attempts

_FIRST_MESSAGE = (
    select(func.min(parts.c.message_id))
    .where(parts.c.interview_id == rounds.c.interview_id, parts.c.number == rounds.c.number)
    .where(parts.c.follow_up.is_(None))
    .scalar_subquery()
    .label("first_message")
)
# Hints of a live interview come after the answer: they did not help with it.
_HINTS = case((interviews.c.mode == Mode.LIVE.value, 0), else_=rounds.c.hints)
_ANSWERED = (
    select(_FIRST_MESSAGE, rounds.c.interview_id, rounds.c.number, bank_references.c.slug, rounds.c.question_id)
    .add_columns(rounds.c.attempt, _HINTS, rounds.c.assisted, rounds.c.ticks, rounds.c.rating)
    .add_columns(interviews.c.version)
    .select_from(interviews)
    .join(rounds, rounds.c.interview_id == interviews.c.id)
    .join(bank_references, bank_references.c.id == rounds.c.bank_id)
    .where(interviews.c.candidate_id == bindparam("candidate"))
)
_ANSWERED_IN = _ANSWERED.where(interviews.c.id.in_(bindparam("changed", expanding=True)))
_VERSIONS = select(interviews.c.id, interviews.c.version).where(interviews.c.candidate_id == bindparam("candidate"))
_QUESTIONS: BindParameter[Any] = bindparam("questions", expanding=True)
_WAS_SENT = exists().where(attempts.c.interview_id == rounds.c.interview_id, attempts.c.question == rounds.c.number)
_ANSWERED_AT = _ANSWERED.add_columns(_WAS_SENT).where(rounds.c.question_id.in_(_QUESTIONS))


class StoredPastAttempts:
    """`PastAttempts` in the open transaction."""

    def __init__(
        self, transaction: Transaction, vault: Vault, interviews_here: StoredInterviews, recent: RecentReadings
    ) -> None:
        """`interviews_here`: those of the same transaction; what it has changed is not remembered for others."""
        self._db = transaction
        self._vault = vault
        self._here = interviews_here
        self._recent = recent.answered

    async def of(self, candidate: UserId) -> Sequence[PastAttempt]:
        known = await self._answered(candidate)
        found = _in_order(known)
        said = judged(await self._db.execute(feedback_for(candidate)), self._vault) if found else {}
        return [_with_judgement(each, said) for each in found] if said else found

    async def at(self, candidate: UserId, questions: Collection[QuestionKey]) -> Sequence[PastAttempt]:
        named = {"candidate": candidate, "questions": sorted({each.question for each in questions})}
        rows = [tuple(row) for row in (await self._db.execute(_ANSWERED_AT, named)).all()]
        found = _in_order(_by_interview(row[:-1] for row in rows))
        sent = {InterviewId(row[1]) for row in rows if row[-1]}
        said = judged(await self._db.execute(feedback_in(sent)), self._vault) if sent else {}
        # Two banks may have a question of one id.
        return [_with_judgement(each, said) for each in found if QuestionKey(each.bank, each.question) in questions]

    async def _answered(self, candidate: UserId) -> Answered:
        """What the candidate has answered in each interview, as if no coach had said anything."""
        known = None if self._here.has_changed else self._recent.get(candidate)
        if known is None:
            found = _by_interview((await self._db.execute(_ANSWERED, {"candidate": candidate})).all())
        else:
            rows = await self._db.execute(_VERSIONS, {"candidate": candidate})
            versions: dict[int, int] = dict(map(tuple, rows))
            found = {each: known[each] for each in versions if each in known and known[each].version == versions[each]}
            changed = versions.keys() - found.keys()
            if changed:
                values = {"candidate": candidate, "changed": changed}
                found.update(_by_interview((await self._db.execute(_ANSWERED_IN, values)).all()))
        if not self._here.has_changed:
            self._recent.put(candidate, found)
        return found


def _by_interview(rows: Iterable[Any]) -> dict[int, AnsweredInterview]:
    attempts_of: dict[tuple[int, int], list[tuple[int, PastAttempt]]] = {}
    for row in rows:
        # Unpacked: of thousands of rows, a name for each value costs more than the query.
        first_message, interview, number, bank, question, attempt, hints, assisted, ticks, rating, version = tuple(row)
        those = attempts_of.setdefault((interview, version), [])
        if first_message is not None:
            past = PastAttempt(
                interview=InterviewId(interview),
                number=number,
                bank=bank,
                question=question,
                at=moment_of_id(first_message),
                attempt=attempt,
                rating=RATINGS[rating],
                ticks=ticks_in(ticks),
                hints=hints,
                assisted=assisted,
            )
            those.append((first_message, past))
    return {
        interview: AnsweredInterview(version=version, attempts=tuple(those))
        for (interview, version), those in attempts_of.items()
    }


def _in_order(known: Answered) -> list[PastAttempt]:
    return [attempt for _, attempt in sorted(each for interview in known.values() for each in interview.attempts)]


def _with_judgement(attempt: PastAttempt, said: Mapping[AnswerId, Judged]) -> PastAttempt:
    found = said.get(AnswerId(attempt.interview, attempt.number))
    return attempt if found is None else replace(attempt, grade=found.grade, covered=found.covered)
