"""Translates between an interview and the rows of its tables, which refer to its frozen texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from bot.core.content import InteractionId, InterviewId, MessageId, Part, ReviewId, ServerId, UserId
from bot.interviewing.domain.model import BankReference, FollowUp, Interview, Mode, Phase, Round, Turn
from bot.interviewing.domain.rating import Rating
from bot.storage.encryption.vault import Vault
from bot.storage.interviews import part_codec, snapshot_codec
from bot.storage.interviews.frozen_texts import digest_of
from bot.storage.schema.interviews import follow_ups

FOLLOWED_UP = (
    follow_ups.c.number.label("follow_up"),
    follow_ups.c.item,
    follow_ups.c.skipped.label("follow_up_skipped"),
    follow_ups.c.asked_at.label("follow_up_asked_at"),
    follow_ups.c.question_message.label("follow_up_message"),
    follow_ups.c.panel_message.label("follow_up_panel_message"),
    follow_ups.c.panel_sent_at.label("follow_up_panel_sent_at"),
)
"""The columns of a follow-up beside those of its round."""


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
        "over_from": interview.over_from,
        "over_until": interview.over_until,
        "parked_by": interview.parked_by,
        "leafing": interview.leafing,
        "follow_up": interview.follow_up,
        "follow_ups_wanted": interview.follow_ups_wanted,
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


def frozen_follow_up_values(of: FollowUp) -> dict[str, Any]:
    """The columns of `follow_ups` that never change, without the interview."""
    return {"question": of.question, "item": of.item, "number": of.number}


def follow_up_values(of: FollowUp) -> dict[str, Any]:
    """The columns of `follow_ups` that change."""
    return {
        "skipped": of.skipped,
        "asked_at": of.asked_at,
        "question_message": of.question_message,
        "panel_message": of.panel_message,
        "panel_sent_at": of.panel_sent_at,
    }


def part_values(interview: InterviewId, of: Turn, part: Part, vault: Vault) -> dict[str, Any]:
    """The columns of `parts`."""
    return {
        "message_id": part.message_id,
        "interview_id": interview,
        "number": of.question if isinstance(of, FollowUp) else of.number,
        "follow_up": of.number if isinstance(of, FollowUp) else None,
        "sealed": part_codec.seal_part(part, vault),
        "seconds": part_codec.seconds_aloud(part),
    }


def interview_from_rows(
    head: Row[Any], asked: Sequence[Row[Any]], written: Sequence[Row[Any]], texts: Mapping[bytes, str], vault: Vault
) -> Interview:
    """An interview from its row, the rows of its rounds in order, those of its parts by message, and its texts.

    A round with follow-ups has a row for each of them, with what `FOLLOWED_UP` adds.

    Raises:
        Undecipherable: a part does not open.
    """
    answers: dict[int, list[Part]] = {}
    for row in written:
        if row.message_id is not None:
            part = part_codec.unseal_part(row.message_id, row.sealed, vault)
            answers.setdefault(row.follow_up or row.number, []).append(part)
    said = {number: tuple(parts) for number, parts in answers.items()}
    rounds = {row.number: _round(row, texts, said.get(row.number, ())) for row in asked}
    follow_ups = [_follow_up(row, rounds[row.number], said) for row in asked if row.follow_up is not None]
    return Interview(
        id=InterviewId(head.id),
        candidate=UserId(head.candidate_id),
        server=None if head.server is None else ServerId(head.server),
        locale=head.locale,
        introduction=texts[head.introduction_digest],
        mode=Mode(head.mode),
        phase=Phase(head.phase),
        position=head.position,
        rounds=tuple(rounds.values()),
        follow_ups=tuple(sorted(follow_ups, key=lambda each: each.number)),
        started_at=head.started_at,
        ended_at=head.ended_at,
        started_by=None if head.started_by is None else InteractionId(head.started_by),
        accepts_before=None if head.accepts_before is None else InteractionId(head.accepts_before),
        over_from=None if head.over_from is None else InteractionId(head.over_from),
        over_until=None if head.over_until is None else InteractionId(head.over_until),
        parked_by=None if head.parked_by is None else InteractionId(head.parked_by),
        leafing=head.leafing,
        follow_up=head.follow_up,
        follow_ups_wanted=head.follow_ups_wanted,
        overview_message=None if head.overview_message is None else MessageId(head.overview_message),
        review=None if head.review_id is None else ReviewId(head.review_id),
        version=head.version,
    )


def _follow_up(row: Row[Any], to: Round, said: Mapping[int, tuple[Part, ...]]) -> FollowUp:
    return FollowUp(
        number=row.follow_up,
        question=to.number,
        item=row.item,
        text=to.question.follow_ups[row.item],
        parts=said.get(row.follow_up, ()),
        skipped=row.follow_up_skipped,
        asked_at=row.follow_up_asked_at,
        question_message=row.follow_up_message,
        panel_message=row.follow_up_panel_message,
        panel_sent_at=row.follow_up_panel_sent_at,
    )


def _round(row: Row[Any], texts: Mapping[bytes, str], answer: tuple[Part, ...]) -> Round:
    question, author = snapshot_codec.decode_snapshot(texts[row.snapshot_digest])
    return Round(
        number=row.number,
        bank=bank_in(row),
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
        ticks=ticks_in(row.ticks),
        rating=RATINGS[row.rating],
        asked_at=row.asked_at,
        question_message=row.question_message,
        panel_message=row.panel_message,
        panel_sent_at=row.panel_sent_at,
    )


def bank_in(row: Row[Any]) -> BankReference:
    """The bank in the columns that `COLUMNS_OF_BANKS` in `bot.storage.interviews.interviews` selects."""
    return BankReference(slug=row.bank_slug, title=row.bank_title, size=row.bank_size)


RATINGS: Mapping[int | None, Rating | None] = {None: None} | {int(each): each for each in Rating}
"""The rating in a column: thousands of rows are read at once."""


@lru_cache(maxsize=65)  # as many as there are of six key points, and none
def ticks_in(mask: int | None) -> frozenset[int] | None:
    """The numbers of the bits that are set, counted from 1; None if nothing was compared."""
    if mask is None:
        return None
    return frozenset(number for number in range(1, mask.bit_length() + 1) if mask >> number - 1 & 1)
