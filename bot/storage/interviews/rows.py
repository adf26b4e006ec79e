"""Translates between an interview and the rows of its three tables, which refer to its frozen texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from bot.core.content import InteractionId, InterviewId, MessageId, Part, ReviewId, ServerId, UserId
from bot.interviewing.domain.model import BankReference, Interview, Mode, Phase, Round
from bot.interviewing.domain.rating import Rating
from bot.storage.encryption.vault import Vault
from bot.storage.interviews import part_codec, snapshot_codec
from bot.storage.interviews.frozen_texts import digest_of


def digests_in(head: Row[Any], asked: Sequence[Row[Any]]) -> set[bytes]:
    """The digests of the texts to which the rows of an interview and of its rounds refer."""
    return {head.introduction_digest, *(row.snapshot_digest for row in asked)}


def interview_values(interview: Interview) -> dict[str, Any]:
    """The columns of `interviews` except the id, the introduction and the version."""
    return {
        "candidate_id": interview.candidate,
        "server": interview.server,
        "locale": interview.locale,
        "mode": interview.mode.value,
        "phase": interview.phase.value,
        "position": interview.position,
        "questions": len(interview.rounds),
        "started_at": interview.started_at,
        "ended_at": interview.ended_at,
        "started_by": interview.started_by,
        "accepts_before": interview.accepts_before,
        "parked_by": interview.parked_by,
        "leafing": interview.leafing,
        "overview_message": interview.overview_message,
        "review_id": interview.review,
    }


def frozen_snapshot(asked: Round) -> str:
    """The text of a round's question and author, which is stored apart."""
    return snapshot_codec.encode_snapshot(asked.question, asked.author)


def frozen_round_values(of: Round, snapshot: str, bank: int) -> dict[str, Any]:
    """The columns of `rounds` that never change, without the interview. `bank`: the number of its bank."""
    return {
        "number": of.number,
        "bank_id": bank,
        "bank_number": of.bank_number,
        "question_id": of.question.id,
        "snapshot_digest": digest_of(snapshot),
        "attempt": of.attempt,
    }


def round_values(of: Round) -> dict[str, Any]:
    """The columns of `rounds` that change."""
    return {
        "skipped": of.skipped,
        "hints": of.hints,
        "examples_seen": of.examples_seen,
        "reveal_asked": of.reveal_asked,
        "assisted": of.assisted,
        "ticks": None if of.ticks is None else sum(1 << each - 1 for each in of.ticks),
        "rating": None if of.rating is None else int(of.rating),
        "asked_at": of.asked_at,
        "question_message": of.question_message,
        "panel_message": of.panel_message,
        "panel_sent_at": of.panel_sent_at,
    }


def part_values(interview: InterviewId, number: int, part: Part, vault: Vault) -> dict[str, Any]:
    """The columns of `parts`."""
    return {
        "message_id": part.message_id,
        "interview_id": interview,
        "number": number,
        "sealed": part_codec.seal_part(part, vault),
        "seconds": part_codec.seconds_aloud(part),
    }


def interview_from_rows(
    head: Row[Any], asked: Sequence[Row[Any]], written: Sequence[Row[Any]], texts: Mapping[bytes, str], vault: Vault
) -> Interview:
    """An interview from its row, the rows of its rounds in order, those of its parts by message, and its texts.

    Raises:
        Undecipherable: a part does not open.
    """
    answers: dict[int, list[Part]] = {}
    for row in written:
        if row.message_id is not None:
            answers.setdefault(row.number, []).append(part_codec.unseal_part(row.message_id, row.sealed, vault))
    return Interview(
        id=InterviewId(head.id),
        candidate=UserId(head.candidate_id),
        server=None if head.server is None else ServerId(head.server),
        locale=head.locale,
        introduction=texts[head.introduction_digest],
        mode=Mode(head.mode),
        phase=Phase(head.phase),
        position=head.position,
        rounds=tuple(_round(row, texts, tuple(answers.get(row.number, ()))) for row in asked),
        started_at=head.started_at,
        ended_at=head.ended_at,
        started_by=None if head.started_by is None else InteractionId(head.started_by),
        accepts_before=None if head.accepts_before is None else InteractionId(head.accepts_before),
        parked_by=None if head.parked_by is None else InteractionId(head.parked_by),
        leafing=head.leafing,
        overview_message=None if head.overview_message is None else MessageId(head.overview_message),
        review=None if head.review_id is None else ReviewId(head.review_id),
        version=head.version,
    )


def _round(row: Row[Any], texts: Mapping[bytes, str], answer: tuple[Part, ...]) -> Round:
    question, author = snapshot_codec.decode_snapshot(texts[row.snapshot_digest])
    return Round(
        number=row.number,
        bank=BankReference(slug=row.bank_slug, title=row.bank_title, size=row.bank_size),
        bank_number=row.bank_number,
        question=question,
        author=author,
        attempt=row.attempt,
        parts=answer,
        skipped=row.skipped,
        hints=row.hints,
        examples_seen=row.examples_seen,
        reveal_asked=row.reveal_asked,
        assisted=row.assisted,
        ticks=None if row.ticks is None else ticks_in(row.ticks),
        rating=None if row.rating is None else Rating(row.rating),
        asked_at=row.asked_at,
        question_message=row.question_message,
        panel_message=row.panel_message,
        panel_sent_at=row.panel_sent_at,
    )


@lru_cache(maxsize=64)  # as many as there are of six key points
def ticks_in(mask: int) -> frozenset[int]:
    """The numbers of the bits that are set, counted from 1."""
    return frozenset(number for number in range(1, mask.bit_length() + 1) if mask >> number - 1 & 1)
