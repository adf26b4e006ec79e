"""Reads how long answers take aloud, and to which version of a question they were given, without opening them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import bindparam, case, select

from bot.banks.format.speech import speaking_range
from bot.core.content import InterviewId
from bot.practising.usecases.answer_detail import AnswerDetail
from bot.storage.database.transaction import Transaction
from bot.storage.encryption.vault import Vault
from bot.storage.interviews.frozen_texts import TEXTS_IN_MEMORY, StoredFrozenTexts
from bot.storage.interviews.part_codec import seconds_aloud, unseal_part
from bot.storage.interviews.recent import RecentReadings
from bot.storage.interviews.snapshot_codec import decode_snapshot
from bot.storage.schema.frozen import bank_references
from bot.storage.schema.interviews import parts, rounds

INTERVIEWS_AT_ONCE = 500
"""Interviews asked for in a statement."""

_MESSAGES = (
    select(parts.c.interview_id, parts.c.number, parts.c.message_id, parts.c.seconds)
    .add_columns(case((parts.c.seconds.is_(None), parts.c.sealed)).label("sealed"))  # only what has to be opened
    .add_columns(bank_references.c.title, rounds.c.bank_number, rounds.c.snapshot_digest)
    .join(rounds, (rounds.c.interview_id == parts.c.interview_id) & (rounds.c.number == parts.c.number))
    .join(bank_references, bank_references.c.id == rounds.c.bank_id)
    .where(parts.c.interview_id.in_(bindparam("wanted", expanding=True)))
    .where(parts.c.follow_up.is_(None))  # the examples answer the question
)


class _Message(NamedTuple):
    """A message of an answer, with what was asked."""

    id: int
    seconds: int | None
    sealed: str
    """Read only where the seconds are not known."""
    bank_title: str
    bank_number: int
    digest: bytes


class StoredAnswerDetails:
    """`AnswerDetails` in the open transaction."""

    def __init__(self, transaction: Transaction, vault: Vault, recent: RecentReadings) -> None:
        self._db = transaction
        self._vault = vault
        self._texts = StoredFrozenTexts(transaction, recent.texts)

    async def of(self, wanted: Collection[tuple[InterviewId, int]]) -> Mapping[tuple[InterviewId, int], AnswerDetail]:
        messages: dict[tuple[InterviewId, int], list[_Message]] = defaultdict(list)
        asked = sorted({interview for interview, _ in wanted})
        for begin in range(0, len(asked), INTERVIEWS_AT_ONCE):
            rows = await self._db.execute(_MESSAGES, {"wanted": asked[begin : begin + INTERVIEWS_AT_ONCE]})
            # Unpacked: of hundreds of rows, a name for each value costs more than the query.
            for interview, number, *message in map(tuple, rows):
                if (interview, number) in wanted:
                    messages[interview, number].append(_Message(*message))
        texts = await self._texts.read({those[0].digest for those in messages.values()})
        # What was deleted between the two statements is gone.
        return {
            answer: self._detail(those, texts[those[0].digest])
            for answer, those in messages.items()
            if those[0].digest in texts
        }

    def _detail(self, messages: list[_Message], snapshot: str) -> AnswerDetail:
        return AnswerDetail(
            seconds=sum(self._seconds(each) for each in messages),
            examples=_examples(snapshot),
            question=decode_snapshot(snapshot)[0],
            bank_title=messages[0].bank_title,
            bank_number=messages[0].bank_number,
        )

    def _seconds(self, message: _Message) -> int:
        if message.seconds is not None:
            return message.seconds
        return seconds_aloud(unseal_part(message.id, message.sealed, self._vault))


@lru_cache(maxsize=TEXTS_IN_MEMORY)
def _examples(snapshot: str) -> tuple[int, int] | None:
    """The times of the shortest and the longest example; cached as snapshots are, because counting words is slow."""
    question, _ = decode_snapshot(snapshot)
    found = speaking_range(question)
    return None if found is None else (found.shortest, found.longest)
